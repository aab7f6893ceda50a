import { counted, render } from "../stacks/config/index.ts";
import { printSpec } from "../stacks/config/print.ts";
import { failure, loadStack, type Outcome, refusal, runAsCommand } from "./stacks.ts";

const usage = "usage: npm run config -- <stack> [--json]";

/** What `npm run config -- <stack>` says about a stack file in the folder. */
export function config(args: readonly string[], folder: string): Outcome {
  const unknownOption = args.find((arg) => arg.startsWith("-") && arg !== "--json");
  const names = args.filter((arg) => !arg.startsWith("-"));
  if (unknownOption !== undefined || names.length > 1) return failure(usage);

  const loaded = loadStack(names[0], folder);
  if (!loaded.ok) return refusal(loaded, usage);
  const { spec, origins, warnings } = loaded;
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

runAsCommand(import.meta.url, config);
