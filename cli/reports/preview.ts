import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fitPlan } from "../../delivery/plan.ts";
import { readPreview } from "../../delivery/preview/document.ts";
import type { Run } from "../../delivery/run.ts";
import { changesOfSteps } from "../../policies/change/changes.ts";
import { situation } from "../../policies/command.ts";
import { judge, judgeUpdate } from "../../policies/core/judge.ts";
import { stops } from "../../policies/reports/human.ts";
import { jsonReport } from "../../policies/reports/json.ts";
import { rules } from "../../policies/rules/index.ts";
import { parseJson } from "../../policies/sources/json.ts";
import { exportedObjects, previewedObjects, previewSteps } from "../../policies/sources/state.ts";
import { counted } from "../../stacks/config/index.ts";
import { failure, type Outcome } from "../outcome.ts";
import { during } from "../progress.ts";

export interface Asked {
  readonly stack: string;
  /** Folder for preview.json, plan.json, policies.json and changes.json. */
  readonly out: string;
  /** Words for pulumi preview. */
  readonly rest: readonly string[];
}

/** Previews an update, judges it, and writes down all of it. */
export async function judgedPreview({ out, rest, stack }: Asked, folder: string, run: Run): Promise<Outcome> {
  mkdirSync(out, { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(out, name), text);
  const options = ["--json", "--show-sames", "--non-interactive", "--save-plan", join(out, "plan.json")];
  const previewing = run("pulumi", ["preview", "--stack", stack, ...options, ...rest]);
  const { code, stdout } = await during(`previewing ${stack}`, previewing);
  write("preview.json", stdout);
  if (code !== 0 && !stdout.trimStart().startsWith("{"))
    return failure(`pulumi preview of ${stack} failed; see above.`);
  const document = parseJson(join(out, "preview.json"), stdout);
  const { changes, errors } = readPreview(document, "preview.json");
  if (code !== 0 || errors.length > 0) return failure(errors.join("\n") || `pulumi preview ended with ${code}.`);
  fitPlan(join(out, "plan.json"));

  const { settings } = situation({ stack }, folder);
  const policies = judge(previewedObjects(document) ?? [], rules, settings);
  const exported: unknown = JSON.parse((await run("pulumi", ["stack", "export", "--stack", stack])).stdout);
  const steps = changesOfSteps(previewSteps(document) ?? [], exportedObjects(exported) ?? []);
  const update = judgeUpdate(steps, undefined, rules, settings);
  write("policies.json", jsonReport(policies));
  write("changes.json", jsonReport(update));

  const changing = changes.filter(({ operation }) => operation !== "same");
  const findings = policies.findings.length + update.findings.length;
  const stopped = stops(policies) || stops(update);
  return {
    exitCode: stopped ? 1 : 0,
    output: `${stack}: ${counted(changing.length, "change")}, ${counted(findings, "finding")}. All of it is in ${out}.`,
    errors: "",
    data: { stack, changes: changing.map(({ operation, urn }) => ({ operation, urn })), findings, stopped, out },
  };
}
