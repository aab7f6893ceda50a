import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { drifted, driftReport, type Manager, managersOf, placeOf } from "../delivery/drift.ts";
import { readPreview } from "../delivery/preview/document.ts";
import { type Run, runIn } from "../delivery/run.ts";
import { parseJson } from "../policies/sources/read.ts";
import { counted } from "../stacks/config/index.ts";
import { failure, type Outcome, runAsCommand } from "./stacks.ts";

const usage = `usage: npm run drift -- <stack> [--context <context>] [--out <file>]
Compares what is with what the last update left, and asks the cluster who changed what differs. Changes nothing.
  --context <context>  context of the kubeconfig for kubectl; default: its current one
  --out <file>         where an issue about it goes; default: the terminal
Ends with 0 when nothing has drifted, with 2 when something has, with 1 when it cannot be told.`;

/** What `npm run drift` says. */
export async function drift(args: readonly string[], folder: string, run: Run = runIn(folder)): Promise<Outcome> {
  const asked = readArguments(args);
  if (asked === undefined) return failure(usage);
  const { context, out, stack } = asked;
  const refresh = ["refresh", "--stack", stack, "--preview-only", "--expect-no-changes", "--non-interactive", "--json"];
  const { code, stdout } = await run("pulumi", refresh);
  const preview = readPreview(parseJson("pulumi refresh --json", stdout), "pulumi refresh --json");
  const found = drifted(preview);
  if (preview.errors.length > 0) return failure(preview.errors.join("\n"));
  if (code === 0) return { exitCode: 0, output: `${stack}: nothing has drifted.`, errors: "" };
  if (found.length === 0) return failure(`pulumi refresh ended with ${code}, and told no difference.`);
  const managers = new Map<string, readonly Manager[]>();
  for (const change of found) {
    const place = placeOf(change);
    if (place === undefined) continue;
    const { kind, name, namespace } = place;
    const where = [...(context ? ["--context", context] : []), ...(namespace ? ["--namespace", namespace] : [])];
    const answer = await run("kubectl", ["get", kind, name, ...where, "--show-managed-fields", "--output", "json"]);
    if (answer.code === 0) managers.set(change.urn, managersOf(JSON.parse(answer.stdout)));
  }
  const report = driftReport(preview, managers);
  if (out !== undefined) writeFileSync(resolve(folder, out), report);
  return { exitCode: 2, output: out ? `${stack}: ${counted(found.length, "resource")} drifted.` : report, errors: "" };
}

function readArguments(args: readonly string[]) {
  try {
    const options = { context: { type: "string" }, out: { type: "string" } } as const;
    const { positionals, values } = parseArgs({ allowPositionals: true, args: [...args], options });
    const [stack, ...more] = positionals;
    return stack === undefined || more.length > 0 ? undefined : { stack, ...values };
  } catch {
    return undefined;
  }
}

runAsCommand(import.meta.url, drift);
