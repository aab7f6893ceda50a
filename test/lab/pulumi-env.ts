import { existsSync, readdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { cacheRoot, type LabPaths, projectRoot } from "./paths.ts";
import { LANGUAGE_HOST_ENV, type PulumiCli } from "./pulumi-cli.ts";
import { answers } from "./reachable.ts";

type Env = Record<string, string | undefined>;

/** Settings under which the real CLI works on the lab, whatever the user's own login and kubeconfig are. */
export function pulumiEnv(cli: PulumiCli, paths: LabPaths, env: Env = process.env): Env {
  const path = [dirname(cli.binary), dirname(process.execPath), env.PATH ?? ""];
  return {
    PATH: path.join(delimiter),
    PULUMI_HOME: cli.home,
    PULUMI_BACKEND_URL: `file://${paths.backend}`,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // Language host and program start a third sooner from the second command on.
    NODE_COMPILE_CACHE: env.NODE_COMPILE_CACHE ?? join(cacheRoot(env), "node"),
    [LANGUAGE_HOST_ENV]: join(projectRoot(), "test", "lab", "language-host", "pulumi-language-nodejs"),
    KUBECONFIG: paths.kubeconfig,
  };
}

const CHART_REGISTRY = "https://registry-1.docker.io";

export interface ChartSource {
  env: Record<string, string>;
  /** Why the chart is not the upstream one. */
  reason?: string;
}

/** The upstream chart where it is at hand or can be pulled; otherwise the contract chart of the tests. */
export async function chartSource(env: Env = process.env): Promise<ChartSource> {
  if (env.DOLPHINPOD_CHART) return { env: {} };
  const pulled = join(cacheRoot({ ...env, DOLPHINPOD_LAB_HOME: undefined }), "charts");
  if ((existsSync(pulled) && readdirSync(pulled).length > 0) || (await answers(CHART_REGISTRY))) return { env: {} };
  const chart = join(projectRoot(), "test", "fixtures", "chart");
  return {
    env: { DOLPHINPOD_CHART: chart },
    reason: `${CHART_REGISTRY} does not answer; using the contract chart ${chart}`,
  };
}
