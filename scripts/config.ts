import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { counted, render, resolve } from "../stacks/config/index.ts";
import { printSpec } from "../stacks/config/print.ts";
import { fromStackFile } from "../stacks/config/stack-file.ts";

export interface Outcome {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

const usage = "npm run config -- <stack> [--json]";

/** What `npm run config -- <stack>` says about a stack file in the folder. */
export function config(args: readonly string[], folder: string): Outcome {
  const stacks = stacksIn(folder);
  const unknownOption = args.find((arg) => arg.startsWith("-") && arg !== "--json");
  const names = args.filter((arg) => !arg.startsWith("-"));
  const [stack] = names;
  if (unknownOption !== undefined || names.length > 1) return failure(`usage: ${usage}`);
  if (stack === undefined || !stacks.includes(stack)) {
    const found = stacks.length > 0 ? `there are ${stacks.join(", ")}` : "there are none";
    return failure(
      `${stack === undefined ? "Which stack?" : `No file Pulumi.${stack}.yaml:`} ${found}.\nusage: ${usage}`,
    );
  }

  const loaded = fromStackFile(readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8"));
  const resolution = loaded.ok ? resolve(loaded.input) : loaded;
  if (!resolution.ok) {
    const { problems } = resolution;
    return failure(render(problems, `Pulumi.${stack}.yaml has ${counted(problems.length, "problem")}:`));
  }
  const { spec, origins, warnings } = resolution;
  const output = args.includes("--json") ? json({ spec, origins, warnings }) : printSpec(spec, origins);
  return {
    exitCode: 0,
    output,
    errors: warnings.length > 0 ? render(warnings, counted(warnings.length, "warning")) : "",
  };
}

/** A value that is not set is written as null: the specification is complete. */
function json(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => (item === undefined ? null : item), 2);
}

function stacksIn(folder: string): string[] {
  return readdirSync(folder)
    .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
    .sort();
}

function failure(errors: string): Outcome {
  return { exitCode: 1, output: "", errors };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { exitCode, output, errors } = config(process.argv.slice(2), process.cwd());
  if (output) console.log(output);
  if (errors) console.error(output ? `\n${errors}` : errors);
  process.exitCode = exitCode;
}
