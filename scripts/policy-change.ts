import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { changesOfSteps } from "../policies/change/changes.ts";
import { commonOptions, commonUsage, deliver, run, situation } from "../policies/command.ts";
import { judgeUpdate } from "../policies/core/judge.ts";
import type { PolicyObject } from "../policies/core/object.ts";
import { rules } from "../policies/rules/index.ts";
import { parseJson } from "../policies/sources/read.ts";
import { exportedObjects, previewSteps } from "../policies/sources/state.ts";

const usage = `usage: npm run policy:change -- --preview preview.json [--export export.json] [--staging staging.json] [options]
Judges what an update would do. Ends with 1 when a finding stops.
  --preview <file>   output of pulumi preview --json
  --export <file>    output of pulumi stack export: what is
  --staging <file>   output of pulumi stack export on staging: what it has run, and since when${commonUsage}`;

run(usage, () => {
  const own = { preview: { type: "string" }, export: { type: "string" }, staging: { type: "string" } } as const;
  const { values } = parseArgs({ options: { ...commonOptions, ...own } });
  if (values.preview === undefined) throw new Error("Which preview?");
  const steps = previewSteps(json(values.preview));
  if (steps === undefined) throw new Error(`--preview: ${values.preview} is no output of pulumi preview --json.`);
  const folder = process.cwd();
  const { settings, stack } = situation(values, folder);
  const changes = changesOfSteps(steps, objects("--export", values.export) ?? []);
  return deliver(judgeUpdate(changes, objects("--staging", values.staging), rules, settings), values, stack, folder);
});

function objects(option: string, file: string | undefined): readonly PolicyObject[] | undefined {
  if (file === undefined) return undefined;
  const found = exportedObjects(json(file));
  if (found === undefined) throw new Error(`${option}: ${file} is no output of pulumi stack export.`);
  return found;
}

function json(file: string): unknown {
  return parseJson(file, readFileSync(file, "utf8"));
}
