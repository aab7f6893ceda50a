import type { Argv } from "yargs";
import { type Common, define } from "../command.ts";
import { misuse, type Outcome } from "../outcome.ts";
import { type PolicyOptions, policyOptions } from "../policy-options.ts";

interface Options extends PolicyOptions {
  readonly files: readonly string[];
}

/** What the policies say of files. */
export async function policy({ files, ...options }: Options, folder: string): Promise<Outcome> {
  if (files.length === 0) return misuse("Which files?");
  const [{ situation }, { judge }, { rules }, { readObjects }, { delivered }] = await Promise.all([
    import("../../policies/command.ts"),
    import("../../policies/core/judge.ts"),
    import("../../policies/rules/index.ts"),
    import("../../policies/sources/read.ts"),
    import("../reports/policy.ts"),
  ]);
  const circumstances = situation(options, folder);
  // By the names that were given: they are what a report shows, and what a code scanner looks for.
  const report = judge(readObjects(files), rules, circumstances.settings);
  return delivered(report, options, circumstances, folder);
}

export const command = define({
  details:
    "Judges manifests in YAML, the JSON of pulumi preview --json, and pulumi stack export. Ends with 1 when a finding stops.",
  examples: [
    ["policy rendered --stack prod", "manifests of a folder, as strictly as prod wants it"],
    ["policy rendered --stack prod --format sarif --output policies.sarif", "for a code scanner"],
  ],
  json: "the report: `objects`, `rules`, `findings`, `exempted`, `notEvaluated`",
  options: (yargs: Argv<Common>) =>
    policyOptions(yargs).positional("files", {
      type: "string",
      array: true,
      default: [] as readonly string[],
      describe: "files or folders",
    }),
  run: policy,
});
