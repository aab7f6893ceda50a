import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Argv } from "yargs";
import type { PolicyObject } from "../../policies/core/object.ts";
import { type Common, define } from "../command.ts";
import { misuse, type Outcome } from "../outcome.ts";
import { type PolicyOptions, policyOptions } from "../policy-options.ts";

interface Options extends PolicyOptions {
  readonly export?: string | undefined;
  readonly preview: string;
  readonly staging?: string | undefined;
}

/** What the rules about changes say of an update. */
export async function policyChange(options: Options, folder: string): Promise<Outcome> {
  const [{ changesOfSteps }, { situation }, { judgeUpdate }, { rules }, { parseJson }, state, { delivered }] =
    await Promise.all([
      import("../../policies/change/changes.ts"),
      import("../../policies/command.ts"),
      import("../../policies/core/judge.ts"),
      import("../../policies/rules/index.ts"),
      import("../../policies/sources/json.ts"),
      import("../../policies/sources/state.ts"),
      import("../reports/policy.ts"),
    ]);
  const read = (file: string): unknown => parseJson(file, readFileSync(resolve(folder, file), "utf8"));
  const objects = (option: string, file: string | undefined): readonly PolicyObject[] | undefined => {
    if (file === undefined) return undefined;
    const found = state.exportedObjects(read(file));
    if (found === undefined) throw new Error(`${option}: ${file} is no output of pulumi stack export.`);
    return found;
  };
  const steps = state.previewSteps(read(options.preview));
  if (steps === undefined) return misuse(`--preview: ${options.preview} is no output of pulumi preview --json.`);
  const circumstances = situation(options, folder);
  const changes = changesOfSteps(steps, objects("--export", options.export) ?? []);
  // A staging that nobody shows has run nothing: leaving the option out must not let a version pass.
  const staging = objects("--staging", options.staging) ?? [];
  const report = judgeUpdate(changes, staging, rules, circumstances.settings);
  return delivered(report, options, circumstances, folder);
}

export const command = define({
  details: "Ends with 1 when a finding stops.",
  examples: [
    ["policy-change --preview preview.json --export export.json --stack prod", "what is allowed on the way there"],
  ],
  json: "the report, as of policy --json",
  options: (yargs: Argv<Common>) => {
    const text = { type: "string" } as const;
    return policyOptions(yargs)
      .option("preview", { ...text, demandOption: true, describe: "output of pulumi preview --json" })
      .option("export", { ...text, describe: "output of pulumi stack export: what is" })
      .option("staging", { ...text, describe: "pulumi stack export on staging: without it no new version passes" });
  },
  run: policyChange,
});
