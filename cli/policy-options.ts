import type { Argv } from "yargs";
import type { Format } from "../policies/command.ts";

/** As policies/command.ts writes them; it is not loaded for a help. */
export const formats = ["human", "json", "sarif", "junit", "markdown"] as const satisfies readonly Format[];

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
