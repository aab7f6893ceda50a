import { join } from "node:path";
import { ensureBuilt } from "./build.ts";
import type { Tool } from "./list.ts";
import type { Log } from "./progress.ts";

/**
 * Prometheus's own checker and tester of rules. Without service discovery, of which tests need none and which is most
 * of what there is to compile.
 */
export const promtool: Tool = {
  name: "promtool",
  module: "github.com/prometheus/prometheus",
  version: "v0.316.0",
  packages: ["github.com/prometheus/prometheus/cmd/promtool"],
  go: "1.25.0",
  tags: "remove_all_sd",
  expected: 240,
};

/** Path of the promtool binary. */
export async function promtoolBinary(log: Log): Promise<string> {
  return join(await ensureBuilt(promtool, log), "promtool");
}
