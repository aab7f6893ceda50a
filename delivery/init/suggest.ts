import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import type { Answers } from "./questions.ts";

/** What answers begin with where nobody has said anything yet. */
export function suggestions(stack: string, environmentClass: Answers["class"]): Partial<Answers> {
  const context = environmentClass === "prod" ? currentContext() : undefined;
  return {
    namespace: namespaceFor(stack),
    ...(context === undefined ? {} : { context }),
    ...(environmentClass === "prod" ? { storage: "gp3", owner: "data-platform" } : {}),
  };
}

/** A namespace's name for a stack; those of AWS begin with it, and have room for 36 characters. */
export function namespaceFor(stack: string): string {
  const name = `dolphinscheduler-${stack}`.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return name.slice(0, 36).replace(/-+$/, "");
}

function currentContext(): string | undefined {
  const [file = ""] = (process.env["KUBECONFIG"] || join(homedir(), ".kube", "config")).split(delimiter);
  if (!existsSync(file)) return undefined;
  const config: unknown = parse(readFileSync(file, "utf8"));
  const context =
    typeof config === "object" && config !== null && "current-context" in config && config["current-context"];
  return typeof context === "string" && context !== "" ? context : undefined;
}

const schemas = ["docs/schema/stack.schema.json", "node_modules/dolphinpod/docs/schema/stack.schema.json"];

/** Where editors find what a stack file may hold: in a clone, or where the package is installed. */
export function schemaIn(folder: string): string | undefined {
  const found = schemas.find((it) => existsSync(join(folder, it)));
  return found === undefined ? undefined : `./${found}`;
}
