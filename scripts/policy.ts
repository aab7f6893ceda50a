import { parseArgs } from "node:util";
import { commonOptions, commonUsage, deliver, run, situation } from "../policies/command.ts";
import { judge } from "../policies/core/judge.ts";
import { rules } from "../policies/rules/index.ts";
import { readObjects } from "../policies/sources/read.ts";

const usage = `usage: npm run policy -- <file or folder>... [options]
Judges manifests in YAML, the JSON of pulumi preview --json, and pulumi stack export. Ends with 1 when a finding stops.${commonUsage}`;

run(usage, () => {
  const { values, positionals } = parseArgs({ options: commonOptions, allowPositionals: true });
  if (positionals.length === 0) throw new Error("Which files?");
  const folder = process.cwd();
  const { settings, stack } = situation(values, folder);
  return deliver(judge(readObjects(positionals), rules, settings), values, stack, folder);
});
