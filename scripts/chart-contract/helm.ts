import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { isRecord } from "./manifests.ts";

/**
 * A copy of a chart (folder, archive, or oci:// reference) that renders without its dependencies: the subcharts are
 * all off, their archives can no longer be had, and helm refuses a chart whose declared dependencies are missing.
 */
export function standaloneChart(helmPath: string, reference: string, scratch: string): string {
  mkdirSync(scratch, { recursive: true });
  const chart = unpack(helmPath, reference, scratch);
  const file = join(chart, "Chart.yaml");
  const metadata: unknown = parse(readFileSync(file, "utf8"));
  if (!isRecord(metadata)) throw new Error(`${reference}: Chart.yaml is not a map.`);
  writeFileSync(file, stringify({ ...metadata, dependencies: undefined }));
  for (const leftover of ["charts", "Chart.lock"]) rmSync(join(chart, leftover), { recursive: true, force: true });
  return chart;
}

/** What `helm template` makes of a chart, hooks included. */
export function render(helmPath: string, chart: string, values: unknown, scratch: string): string {
  const file = join(scratch, "values.yaml");
  writeFileSync(file, stringify(values));
  const command = ["template", "release", chart, "--namespace", "contract", "--values", file];
  return execFileSync(helmPath, command, { encoding: "utf8", maxBuffer: 64 * 2 ** 20 });
}

function unpack(helmPath: string, reference: string, scratch: string): string {
  const folder = join(scratch, "chart");
  if (reference.startsWith("oci://")) {
    execFileSync(helmPath, ["pull", reference, "--untar", "--untardir", folder], { stdio: "inherit" });
  } else if (!existsSync(reference)) {
    throw new Error(`${reference} does not exist. Give a chart's folder, its .tgz archive, or an oci:// reference.`);
  } else if (existsSync(join(reference, "Chart.yaml"))) {
    cpSync(reference, folder, { recursive: true });
    return folder;
  } else {
    mkdirSync(folder);
    execFileSync("tar", ["-xzf", reference, "-C", folder]);
  }
  const [name] = readdirSync(folder);
  if (!name) throw new Error(`${reference} holds no chart.`);
  return join(folder, name);
}
