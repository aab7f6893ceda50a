import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { counted, type Resolution, render, resolve } from "../stacks/config/index.ts";
import { fromStackFile } from "../stacks/config/stack-file.ts";

/** What a command says and how it ends. */
export interface Outcome {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

export type LoadedStack =
  | (Extract<Resolution, { ok: true }> & { readonly stack: string })
  | { readonly ok: false; readonly reason: "no such stack" | "problems"; readonly errors: string };

/** The resolved `Pulumi.<stack>.yaml` of a folder, or in words what is wrong with it or which stacks there are. */
export function loadStack(stack: string | undefined, folder: string): LoadedStack {
  const stacks = stacksIn(folder);
  if (stack === undefined || !stacks.includes(stack)) {
    const found = stacks.length > 0 ? `there are ${stacks.join(", ")}` : "there are none";
    const asked = stack === undefined ? "Which stack?" : `No file Pulumi.${stack}.yaml:`;
    return { ok: false, reason: "no such stack", errors: `${asked} ${found}.` };
  }
  const loaded = fromStackFile(readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8"));
  const resolution = loaded.ok ? resolve(loaded.input) : loaded;
  if (resolution.ok) return { ...resolution, stack };
  const { problems } = resolution;
  const title = `Pulumi.${stack}.yaml has ${counted(problems.length, "problem")}:`;
  return { ok: false, reason: "problems", errors: render(problems, title) };
}

/** What a command ends with where there is no stack to work on: what is wrong, and how the command is used. */
export function refusal({ errors, reason }: Extract<LoadedStack, { ok: false }>, usage: string): Outcome {
  return failure(reason === "problems" ? errors : `${errors}\n${usage}`);
}

export function failure(errors: string): Outcome {
  return { exitCode: 1, output: "", errors };
}

/** Runs a command when its file is the one that Node.js was started with, says what came of it, and sets the exit code. */
export function runAsCommand(
  file: string,
  command: (args: readonly string[], folder: string) => Outcome | Promise<Outcome>,
): void {
  if (process.argv[1] === undefined || file !== pathToFileURL(process.argv[1]).href) return;
  Promise.resolve()
    .then(() => command(process.argv.slice(2), process.cwd()))
    .catch((error: unknown) => {
      if (process.env["DEBUG"]) throw error;
      return failure(error instanceof Error ? error.message : String(error));
    })
    .then(({ errors, exitCode, output }) => {
      if (output) console.log(output);
      if (errors) console.error(output ? `\n${errors}` : errors);
      process.exitCode = exitCode;
    });
}

/** Names of the stacks whose files are in a folder. */
export function stacksIn(folder: string): string[] {
  return readdirSync(folder)
    .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
    .sort();
}
