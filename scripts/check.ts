import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { type RenderedObject, renderSpec } from "../stacks/check/index.ts";
import { identityOf, manifests } from "../stacks/check/manifests.ts";
import { counted, type EnvironmentSpec, render } from "../stacks/config/index.ts";
import { surroundings } from "./check/surroundings.ts";
import { failure, type LoadedStack, loadStack, type Outcome, refusal, report } from "./stacks.ts";
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
  { json, yaml }: Arguments,
  folder: string,
): Promise<Outcome> {
  const options = await surroundings(spec);
  const objects = await renderSpec(spec, options);
  if (yaml !== undefined) writeFiles(resolve(folder, yaml), manifests(objects));
  if (json) {
    const chart = { ...spec.chart, source: options.chartSource };
    const output = JSON.stringify({ stack, chart, warnings, objects }, undefined, 2);
    return { exitCode: 0, output, errors: "" };
  }
  const remarks = [
    ...(options.chartSource === "contract" ? [contractNotice(spec)] : []),
    ...(warnings.length === 0 ? [] : [render(warnings, counted(warnings.length, "warning"))]),
  ];
  const title = `${stack}: DolphinScheduler ${spec.version} in namespace ${spec.namespace}, ${counted(objects.length, "resource")}`;
  return { exitCode: 0, output: `${title}\n\n${objectTable(objects)}`, errors: remarks.join("\n\n") };
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

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    report(await check(process.argv.slice(2), process.cwd()));
  } catch (error) {
    report(failure(error instanceof Error && !process.env["DEBUG"] ? error.message : String(error)));
  }
}
