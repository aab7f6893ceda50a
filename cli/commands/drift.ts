import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Argv } from "yargs";
import type { Manager } from "../../delivery/managers.ts";
import type { ResourceChange } from "../../delivery/preview/document.ts";
import type { Run } from "../../delivery/run.ts";
import { type Common, define, stackOption } from "../command.ts";
import { type EngineOptions, engine, engineOption } from "../engine.ts";
import { failure, misuse, type Outcome, success } from "../outcome.ts";
import { during } from "../progress.ts";

interface Options extends Partial<EngineOptions> {
  readonly context?: string | undefined;
  readonly out?: string | undefined;
  readonly stack?: string | undefined;
}

/** What differs from what the last update left, and who changed it. Changes nothing. */
export async function drift(options: Options, folder: string, given?: Run): Promise<Outcome> {
  const { lab = false, out, stack } = options;
  if (stack === undefined) return misuse("Which stack?");
  const run = given ?? (await engine({ lab }, folder)).run;
  const [{ drifted, driftReport }, { readPreview }, { parseJson }] = await Promise.all([
    import("../../delivery/drift.ts"),
    import("../../delivery/preview/document.ts"),
    import("../../policies/sources/json.ts"),
  ]);
  const refresh = ["refresh", "--stack", stack, "--preview-only", "--expect-no-changes", "--non-interactive", "--json"];
  const { code, stdout } = await during(`asking what ${stack} is`, run("pulumi", refresh));
  const preview = readPreview(parseJson("pulumi refresh --json", stdout), "pulumi refresh --json");
  const found = drifted(preview);
  if (preview.errors.length > 0) return failure(preview.errors.join("\n"));
  if (code === 0) return success(`${stack}: nothing has drifted.`, { stack, drifted: [] });
  if (found.length === 0) return failure(`pulumi refresh ended with ${code}, and told no difference.`);
  const context = options.context ?? (await contextOf(stack, folder));
  const managers = await during("asking who changed it", whoChanged(found, context, run));
  const report = driftReport(preview, managers);
  if (out !== undefined) writeFileSync(resolve(folder, out), report);
  const several = found.length === 1 ? "1 resource" : `${found.length} resources`;
  return {
    exitCode: 2,
    output: out ? `${stack}: ${several} drifted.` : report,
    errors: "",
    data: { stack, drifted: found.map(({ urn }) => ({ urn, changedBy: managers.get(urn) ?? [] })) },
  };
}

/** The context that the stack's own update uses; undefined where its file names none, or cannot be read. */
async function contextOf(stack: string, folder: string): Promise<string | undefined> {
  const { loadStack } = await import("../stacks.ts");
  const loaded = loadStack(stack, folder);
  return loaded.ok ? loaded.spec.cluster.context : undefined;
}

async function whoChanged(found: readonly ResourceChange[], context: string | undefined, run: Run) {
  const [{ driftedFields, placeOf }, { managersOf }] = await Promise.all([
    import("../../delivery/drift.ts"),
    import("../../delivery/managers.ts"),
  ]);
  const managers = new Map<string, readonly Manager[]>();
  for (const change of found) {
    const place = placeOf(change);
    if (place === undefined) continue;
    const { kind, name, namespace } = place;
    const where = [...(context ? ["--context", context] : []), ...(namespace ? ["--namespace", namespace] : [])];
    const answer = await run("kubectl", ["get", kind, name, ...where, "--show-managed-fields", "--output", "json"]);
    if (answer.code !== 0) continue;
    const paths = driftedFields(change).map(({ path }) => path);
    managers.set(change.urn, managersOf(JSON.parse(answer.stdout), paths));
  }
  return managers;
}

export const command = define({
  details: "Ends with 0 when nothing has drifted, with 2 when something has, with 1 when it cannot be told.",
  examples: [
    ["drift prod", "what differs, and who changed which field last"],
    ["drift prod --context eu --out drift.md", "the same as a text for an issue"],
  ],
  json: "`stack`, `drifted`: a list of `urn` and `changedBy` (`name`, `operation`, `time`, `fields`)",
  options: (yargs: Argv<Common>) =>
    engineOption(stackOption(yargs))
      .option("context", { type: "string", describe: "context of the kubeconfig; default: that of the stack file" })
      .option("out", { type: "string", describe: "file for a text about it; default: the terminal" }),
  run: (options, folder) => drift(options, folder),
});
