import type { EnvironmentSpec } from "../stacks/config/index.ts";
import {
  alertComplaints,
  alertQuery,
  apiComplaints,
  type Complaints,
  podComplaints,
  workloadComplaints,
} from "./health.ts";
import type { Run } from "./run.ts";

/** What a gate needs from outside. */
export interface GateSurroundings {
  readonly run: Run;
  readonly fetch: (address: string) => Promise<unknown>;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

export interface Gate {
  /** Context of the kubeconfig; default: that of the specification, or the current one. */
  readonly context?: string | undefined;
  /** Prometheus whose alerts count; without it none is asked. */
  readonly prometheus?: string | undefined;
  /** How long to wait for the environment to serve. */
  readonly minutes: number;
}

const interval = 10_000;

/** Asks again and again until an environment serves or time is up; what was still wrong then. */
export async function waitUntilHealthy(
  spec: EnvironmentSpec,
  gate: Gate,
  surroundings: GateSurroundings,
): Promise<Complaints> {
  const attempts = Math.max(1, Math.ceil((gate.minutes * 60_000) / interval));
  for (let attempt = 1; ; attempt++) {
    const found = await complaints(spec, gate, surroundings);
    if (found.length === 0 || attempt === attempts) return found;
    await surroundings.pause(interval);
  }
}

async function complaints(
  { cluster, name, namespace }: EnvironmentSpec,
  { context = cluster.context, prometheus }: Gate,
  { fetch, run }: GateSurroundings,
): Promise<Complaints> {
  const kubectl = async (...args: string[]): Promise<unknown> => {
    const { code, stdout } = await run("kubectl", [...args, ...(context ? ["--context", context] : [])]);
    return code === 0 ? JSON.parse(stdout) : undefined;
  };
  const kinds = "deployments,statefulsets,daemonsets";
  const inNamespace = ["--namespace", namespace, "--output", "json"];
  const workloads = await kubectl("get", kinds, ...inNamespace);
  if (workloads === undefined) return ["The cluster does not answer."];
  const unready = workloadComplaints(workloads);
  const service = `/api/v1/namespaces/${namespace}/services/http:${name}-api:12345/proxy`;
  return [
    ...unready,
    ...(unready.length === 0 ? [] : podComplaints(await kubectl("get", "pods", ...inNamespace))),
    ...apiComplaints(await kubectl("get", "--raw", `${service}/dolphinscheduler/actuator/health`)),
    ...(prometheus === undefined ? [] : await alerts(prometheus, namespace, fetch)),
  ];
}

async function alerts(address: string, namespace: string, fetch: GateSurroundings["fetch"]): Promise<Complaints> {
  const query = encodeURIComponent(alertQuery(namespace));
  try {
    return alertComplaints(await fetch(`${address.replace(/\/$/, "")}/api/v1/query?query=${query}`));
  } catch (error) {
    return [`Prometheus does not answer: ${error instanceof Error ? error.message : error}.`];
  }
}
