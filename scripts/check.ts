import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { humanReport, stops } from "../policies/reports/human.ts";
import { jsonReport } from "../policies/reports/json.ts";
import { type RenderedObject, renderSpec } from "../stacks/check/index.ts";
import { identityOf, manifests } from "../stacks/check/manifests.ts";
import { counted, type EnvironmentSpec, render } from "../stacks/config/index.ts";
import { judgeObjects } from "./check/policies.ts";
import { surroundings } from "./check/surroundings.ts";
import { failure, type LoadedStack, loadStack, type Outcome, refusal, runAsCommand } from "./stacks.ts";
import { table } from "./start/table.ts";

const usage = "usage: npm run check -- <stack> [--json] [--yaml <folder>] [--stacks <folder of stack files>]";

interface Arguments {
  readonly stack: string | undefined;
  readonly json: boolean;
  readonly yaml: string | undefined;
  readonly stacks: string;
}

/**
 * What `npm run check -- <stack>` says: every object that an update would make, without engine, plugin, cluster or
 * credentials. The exit code is 1 when the stack cannot be deployed as it stands.
 */
export async function check(args: readonly string[], folder: string): Promise<Outcome> {
  const asked = readArguments(args);
  if (!asked) return failure(usage);
  const loaded = loadStack(asked.stack, resolve(folder, asked.stacks));
  if (!loaded.ok) return refusal(loaded, usage);
  return examine(loaded, asked, folder);
}

function readArguments(args: readonly string[]): Arguments | undefined {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      args: [...args],
      options: {
        json: { type: "boolean", default: false },
        stacks: { type: "string", default: "." },
        yaml: { type: "string" },
      },
    });
    if (positionals.length > 1) return undefined;
    return { json: values.json, stack: positionals[0], stacks: values.stacks, yaml: values.yaml };
  } catch {
    return undefined;
  }
}

async function examine(
  { spec, stack, warnings }: Extract<LoadedStack, { ok: true }>,
  { json, stacks, yaml }: Arguments,
  folder: string,
): Promise<Outcome> {
  const options = await surroundings(spec);
  const objects = await renderSpec(spec, options);
  if (yaml !== undefined) writeFiles(resolve(folder, yaml), manifests(objects));
  const report = judgeObjects(objects, stack, resolve(folder, stacks));
  const exitCode = stops(report) ? 1 : 0;
  if (json) {
    const chart = { ...spec.chart, source: options.chartSource };
    const policies: unknown = JSON.parse(jsonReport(report));
    return {
      exitCode,
      output: JSON.stringify({ stack, chart, warnings, policies, objects }, undefined, 2),
      errors: "",
    };
  }
  const title = `${stack}: DolphinScheduler ${spec.version} in namespace ${spec.namespace}, ${counted(objects.length, "resource")}`;
  const remarks = [
    ...(options.chartSource === "contract" ? [contractNotice(spec)] : []),
    ...objects.filter(({ remote }) => remote).map(remoteNotice),
    ...(warnings.length === 0 ? [] : [render(warnings, counted(warnings.length, "warning"))]),
    `Policies: ${humanReport(report)}`,
  ];
  return { exitCode, output: [title, objectTable(objects), ...remarks].join("\n\n"), errors: "" };
}

function remoteNotice({ name, type }: RenderedObject): string {
  return `The objects of ${name} are not shown: only its plugin (${type}) knows them.`;
}

function contractNotice({ chart }: EnvironmentSpec): string {
  return (
    `The scheduler's objects are those of the contract chart, test/fixtures/chart: ${chart.repository}:${chart.version} ` +
    "is not in the cache. A preview pulls it once."
  );
}

function objectTable(objects: readonly RenderedObject[]): string {
  const rows = objects.map((object) => {
    const { kind, name } = identityOf(object);
    return [object.component, kind, name];
  });
  return table(["COMPONENT", "KIND", "NAME"], rows);
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

runAsCommand(import.meta.url, check);
