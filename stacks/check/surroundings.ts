import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cachedArchive, chartArchive } from "../chart.ts";
import type { EnvironmentSpec } from "../config/index.ts";
import { renderWith } from "./charts.ts";
import type { RenderOptions } from "./index.ts";

export interface Surroundings extends RenderOptions {
  /** `pinned`: the upstream chart as charts.lock.json has it; `contract`: the tests' chart in its place; `named`: DOLPHINPOD_CHART. */
  readonly chartSource: "pinned" | "contract" | "named";
}

const repository = fileURLToPath(new URL("../..", import.meta.url));
/** Only the repository has it; the package stands in for it with the real chart, which it pulls once. */
const contractChart = join(repository, "test/fixtures/chart");

/**
 * The chart and the helm for a rendering on this machine. A chart that is not in the cache is pulled where `pull` says so
 * or nothing can stand in for it.
 */
export async function surroundings(
  { chart }: Pick<EnvironmentSpec, "chart">,
  { pull = false }: { readonly pull?: boolean } = {},
): Promise<Surroundings> {
  const renderChart = renderWith(await findHelm());
  const named = Boolean(process.env["DOLPHINPOD_CHART"]);
  const standsIn = existsSync(contractChart) && !named;
  if (standsIn && !pull && !existsSync(cachedArchive(chart))) {
    return { chart: contractChart, chartSource: "contract", renderChart };
  }
  try {
    return { chart: await chartArchive(chart), chartSource: named ? "named" : "pinned", renderChart };
  } catch (error) {
    if (!standsIn || existsSync(cachedArchive(chart))) throw error;
    return { chart: contractChart, chartSource: "contract", renderChart };
  }
}

/** The helm on PATH, else the lab's, which is built when it is missing. */
export async function findHelm(): Promise<string> {
  const onPath = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "helm"));
  const found = onPath.find((file) => existsSync(file));
  if (found !== undefined) return found;
  const lab = join(repository, "test/lab/tools/index.ts");
  if (!existsSync(lab)) throw new Error("There is no helm on PATH, and charts are rendered by it. Install helm 3.");
  // By a path and not by name: the lab is no part of the package.
  const { helmBinary } = (await import(lab)) as { helmBinary: (log: (line: string) => void) => Promise<string> };
  return helmBinary((line) => process.stderr.write(`${line}\n`));
}
