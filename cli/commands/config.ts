import type { Argv } from "yargs";
import { type Common, define, stackOption } from "../command.ts";
import type { Outcome } from "../outcome.ts";

interface Options {
  readonly stack?: string | undefined;
}

/** The resolved configuration of a stack, with its warnings. */
export async function config({ stack }: Options, folder: string): Promise<Outcome> {
  const [{ counted, render }, { printSpec }, { loadStack, refusal }] = await Promise.all([
    import("../../stacks/config/index.ts"),
    import("../../stacks/config/print.ts"),
    import("../stacks.ts"),
  ]);
  const loaded = loadStack(stack, folder);
  if (!loaded.ok) return refusal(loaded);
  const { spec, origins, warnings } = loaded;
  return {
    exitCode: 0,
    output: printSpec(spec, origins),
    errors: warnings.length > 0 ? render(warnings, counted(warnings.length, "warning")) : "",
    data: complete({ spec, origins, warnings }),
  };
}

/** A value that is not set is null: the specification is complete. */
function complete(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, item: unknown) => (item === undefined ? null : item)));
}

export const command = define({
  examples: [
    ["config dev", "what the stack dev is, with the layer of each value"],
    ["config prod --json", "the same for programs"],
  ],
  json: "`spec`, the environment in full; `origins`, the layer of each value by path; `warnings`",
  options: (yargs: Argv<Common>) => stackOption(yargs),
  run: config,
});
