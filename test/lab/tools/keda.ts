import { join } from "node:path";
import { ensureBuilt, isBuilt } from "./build.ts";
import type { Tool } from "./list.ts";
import type { Log } from "./progress.ts";

/** KEDA's operator, and the server of the external metrics API through which the autoscaler asks it. */
const keda: Tool = {
  name: "keda",
  module: "github.com/kedacore/keda/v2",
  version: "v2.21.0",
  packages: ["github.com/kedacore/keda/v2/cmd/adapter", "github.com/kedacore/keda/v2/cmd/operator"],
  go: "1.26.0",
  expected: 450,
};

/**
 * Why a test goes without KEDA; undefined where it is there. It takes the clients of every cloud to compile, longer than
 * everything else in the lab, so it is built where somebody asks for it.
 */
export const withoutKeda: string | undefined =
  isBuilt(keda) || process.env["DOLPHINPOD_LAB_KEDA"] === "build"
    ? undefined
    : `KEDA ${keda.version.slice(1)} takes ${Math.round(keda.expected / 60)} minutes to build; DOLPHINPOD_LAB_KEDA=build does it once`;

/** Paths of KEDA's binaries. */
export async function kedaBinaries(log: Log): Promise<{ adapter: string; operator: string }> {
  const folder = await ensureBuilt(keda, log);
  return { adapter: join(folder, "adapter"), operator: join(folder, "operator") };
}
