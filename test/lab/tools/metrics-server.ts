import { join } from "node:path";
import { ensureBuilt } from "./build.ts";
import type { Tool } from "./list.ts";
import type { Log } from "./progress.ts";

/** What answers a HorizontalPodAutoscaler how much CPU and memory pods use. */
const metricsServer: Tool = {
  name: "metrics-server",
  module: "sigs.k8s.io/metrics-server",
  version: "v0.9.0",
  packages: ["sigs.k8s.io/metrics-server/cmd/metrics-server"],
  go: "1.26.0",
  expected: 130,
};

/** Path of the metrics-server binary. */
export async function metricsServerBinary(log: Log): Promise<string> {
  return join(await ensureBuilt(metricsServer, log), "metrics-server");
}
