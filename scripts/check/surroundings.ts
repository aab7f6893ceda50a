import { existsSync } from "node:fs";
import { join } from "node:path";
import { cachedArchive, chartArchive } from "../../stacks/chart.ts";
import type { RenderOptions } from "../../stacks/check/index.ts";
import type { EnvironmentSpec } from "../../stacks/config/index.ts";
import { projectRoot } from "../../test/lab/paths.ts";
import { findHelm } from "../chart-contract/helm.ts";
import { renderWith } from "./chart.ts";

export interface Surroundings extends RenderOptions {
  /** `pinned`: the upstream chart as charts.lock.json has it; `contract`: the tests' chart in its place; `named`: DOLPHINPOD_CHART. */
  readonly chartSource: "pinned" | "contract" | "named";
}

/** The chart and the helm that are at hand on this machine; the network is not asked. */
export async function surroundings({ chart }: Pick<EnvironmentSpec, "chart">): Promise<Surroundings> {
  const renderChart = renderWith(await findHelm());
  const named = Boolean(process.env["DOLPHINPOD_CHART"]);
  if (named || existsSync(cachedArchive(chart))) {
    return { chart: await chartArchive(chart), chartSource: named ? "named" : "pinned", renderChart };
  }
  return { chart: join(projectRoot(), "test/fixtures/chart"), chartSource: "contract", renderChart };
}
