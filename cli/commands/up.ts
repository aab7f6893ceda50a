import type { Argv } from "yargs";
import { type Common, define, type Rest, stackOption } from "../command.ts";
import { type EngineOptions, engineOption } from "../engine.ts";
import { failure, misuse, type Outcome } from "../outcome.ts";
import { noSuchStack } from "../stack-names.ts";
import { pulumi } from "./pulumi.ts";

interface Options extends Partial<EngineOptions>, Rest {
  readonly json?: boolean;
  readonly stack?: string | undefined;
}

/** Pulumi's update of a stack. */
export async function up({ rest = [], stack = "", ...options }: Options, folder: string): Promise<Outcome> {
  const wrong = noSuchStack(stack, folder);
  if (wrong !== undefined) return misuse(wrong);
  const outcome = await pulumi({ ...options, rest: ["up", "--stack", stack, ...rest] }, folder);
  return outcome.exitCode === 0 || outcome.output ? outcome : failure(`pulumi up of ${stack} failed; see above.`);
}

export const command = define({
  details: "Options that are not here go to pulumi up: --yes, --diff, --target, --policy-pack and all others.",
  examples: [
    ["up dev", "shows what would be done, asks, and does it"],
    ["up dev --lab --yes", "in the lab, without asking"],
    ["up prod --diff --policy-pack policies/all", "held to the policies"],
  ],
  json: "what pulumi up --json prints; a list where it prints several documents",
  options: (yargs: Argv<Common>) => engineOption(stackOption(yargs)),
  passesOn: "unknown",
  run: up,
});
