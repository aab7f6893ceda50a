import type { Argv } from "yargs";
import type { Format } from "../policies/command.ts";

/** All that policies/command.ts writes; it is not loaded for a help. */
const forms: Readonly<Record<Format, true>> = { human: true, json: true, sarif: true, junit: true, markdown: true };
const formats = Object.keys(forms) as readonly Format[];

export interface PolicyOptions {
  readonly class?: string | undefined;
  readonly config?: string | undefined;
  readonly format?: Format;
  readonly json?: boolean;
  readonly output?: string | undefined;
  readonly stack?: string | undefined;
  readonly today?: string | undefined;
}

/** Options of the commands that judge. */
export function policyOptions<T>(yargs: Argv<T>) {
  const text = { type: "string" } as const;
  return yargs
    .option("stack", { ...text, describe: "class, exemptions and parameters of Pulumi.<stack>.yaml" })
    .option("class", { ...text, choices: ["dev", "prod"], describe: "the class, when there is no stack file" })
    .option("config", { ...text, describe: "levels and parameters, as for pulumi --policy-pack-config" })
    .option("format", { choices: formats, default: "human" as const, describe: "form of the report" })
    .option("output", { ...text, describe: "file for the report; default: the terminal" })
    .option("today", { ...text, describe: "judge as on that day: 2026-12-31" });
}
