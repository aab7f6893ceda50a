import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { readPreview } from "../delivery/preview/document.ts";
import { type Run, runIn } from "../delivery/run.ts";
import { changesOfSteps } from "../policies/change/changes.ts";
import { situation } from "../policies/command.ts";
import { judge, judgeUpdate } from "../policies/core/judge.ts";
import { stops } from "../policies/reports/human.ts";
import { jsonReport } from "../policies/reports/json.ts";
import { rules } from "../policies/rules/index.ts";
import { parseJson } from "../policies/sources/read.ts";
import { exportedObjects, previewedObjects, previewSteps } from "../policies/sources/state.ts";
import { counted } from "../stacks/config/index.ts";
import { failure, type Outcome, runAsCommand } from "./stacks.ts";

const usage = `usage: npm run preview -- <stack> [--out <folder>]
Previews an update with the real CLI and backend, and judges it. The folder, preview-<stack> if left out, gets
  preview.json   output of pulumi preview --json
  plan.json      what pulumi up --plan holds the update to
  policies.json  what the policies say about what will be
  changes.json   what the rules about changes say about the way there
Ends with 1 when the preview fails or a finding stops; the files are there all the same.`;

/** What `npm run preview` says. */
export async function preview(args: readonly string[], folder: string, run: Run = runIn(folder)): Promise<Outcome> {
  const asked = readArguments(args);
  if (asked === undefined) return failure(usage);
  const { stack } = asked;
  const out = resolve(folder, asked.out ?? `preview-${stack}`);
  mkdirSync(out, { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(out, name), text);

  const options = ["--json", "--show-sames", "--non-interactive", "--save-plan", join(out, "plan.json")];
  const { code, stdout } = await run("pulumi", ["preview", "--stack", stack, ...options]);
  write("preview.json", stdout);
  const document = parseJson(join(out, "preview.json"), stdout);
  const { changes, errors } = readPreview(document, "preview.json");
  if (code !== 0 || errors.length > 0) return failure(errors.join("\n") || `pulumi preview ended with ${code}.`);

  const { settings } = situation({ format: "json", stack }, folder);
  const policies = judge(previewedObjects(document) ?? [], rules, settings);
  const exported: unknown = JSON.parse((await run("pulumi", ["stack", "export", "--stack", stack])).stdout);
  const steps = changesOfSteps(previewSteps(document) ?? [], exportedObjects(exported) ?? []);
  const update = judgeUpdate(steps, undefined, rules, settings);
  write("policies.json", jsonReport(policies));
  write("changes.json", jsonReport(update));

  const changing = changes.filter(({ operation }) => operation !== "same").length;
  const findings = policies.findings.length + update.findings.length;
  const output = `${stack}: ${counted(changing, "change")}, ${counted(findings, "finding")}. All of it is in ${out}.`;
  return { exitCode: stops(policies) || stops(update) ? 1 : 0, output, errors: "" };
}

function readArguments(args: readonly string[]) {
  try {
    const options = { out: { type: "string" } } as const;
    const { positionals, values } = parseArgs({ allowPositionals: true, args: [...args], options });
    const [stack, ...more] = positionals;
    return stack === undefined || more.length > 0 ? undefined : { stack, out: values.out };
  } catch {
    return undefined;
  }
}

runAsCommand(import.meta.url, preview);
