import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { counted, type Resolution, render, resolve } from "../stacks/config/index.ts";
import { fromStackFile } from "../stacks/config/stack-file.ts";
import { failure, misuse, type Outcome } from "./outcome.ts";
import { noSuchStack } from "./stack-names.ts";

export type LoadedStack =
  | (Extract<Resolution, { ok: true }> & { readonly stack: string })
  | { readonly ok: false; readonly reason: "no such stack" | "problems"; readonly errors: string };

/** The resolved `Pulumi.<stack>.yaml` of a folder, or in words what is wrong with it or which stacks there are. */
export function loadStack(stack: string | undefined = "", folder: string): LoadedStack {
  const wrong = noSuchStack(stack, folder);
  if (wrong !== undefined) return { ok: false, reason: "no such stack", errors: wrong };
  const loaded = fromStackFile(readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8"));
  const resolution = loaded.ok ? resolve(loaded.input, { folder: relative(process.cwd(), folder) }) : loaded;
  if (resolution.ok) return { ...resolution, stack };
  const { problems } = resolution;
  const title = `Pulumi.${stack}.yaml has ${counted(problems.length, "problem")}:`;
  return { ok: false, reason: "problems", errors: render(problems, title) };
}

/** What a command ends with where there is no stack to work on. */
export function refusal({ errors, reason }: Extract<LoadedStack, { ok: false }>): Outcome {
  return reason === "problems" ? failure(errors) : misuse(errors);
}
