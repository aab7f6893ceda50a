import type { EnvironmentSpec } from "../stacks/config/index.ts";
import { alertQuery, type Complaints, type Firing, firingAlerts, podComplaints, workloadComplaints } from "./health.ts";
import type { Run } from "./run.ts";
import type { Severity } from "./severity.ts";

/** What a gate needs from outside. */
export interface GateSurroundings {
  readonly run: Run;
  readonly fetch: (address: string) => Promise<unknown>;
  readonly pause: (milliseconds: number) => Promise<unknown>;
  /** Milliseconds of a clock that is never put back. */
  readonly now: () => number;
}

export interface AlertGate {
  /** Address of the Prometheus that is asked. */
  readonly prometheus: string;
  /** The least severity that counts. */
  readonly severity: Severity;
  /** What fired at this time does not count: it is not of what was changed since. Undefined: all of it counts. */
  readonly since: string | undefined;
}

export interface Gate {
  /** Context of the kubeconfig; default: that of the specification, or the current one. */
  readonly context?: string | undefined;
  /** Undefined: nobody is asked for alerts. */
  readonly alerts: AlertGate | undefined;
  /** Minutes to wait for the environment to serve. */
  readonly wait: number;
  /** Minutes for which it must serve then without a break. */
  readonly settle: number;
}

export interface Verdict {
  readonly complaints: Complaints;
  /** Names of the alerts that do not count. */
  readonly old: readonly string[];
}

const interval = 10_000;

/** Asks again and again until an environment serves and goes on to, or time is up; what was still wrong then. */
export async function waitUntilHealthy(
  spec: EnvironmentSpec,
  gate: Gate,
  surroundings: GateSurroundings,
): Promise<Verdict> {
  const { now, pause } = surroundings;
  const old = await oldAlerts(spec, gate, surroundings);
  const deadline = now() + gate.wait * 60_000;
  let servesSince: number | undefined;
  for (;;) {
    const complaints = await look(spec, gate, old, surroundings);
    const moment = now();
    if (complaints.length > 0) {
      if (moment >= deadline) return { complaints, old };
      servesSince = undefined;
    } else {
      servesSince ??= moment;
      if (moment - servesSince >= gate.settle * 60_000) return { complaints, old };
    }
    await pause(interval);
  }
}

/**
 * Readiness is the servers' own word on their registry and their database (`probes.ts`), and the nodes ask for it. So
 * nothing is asked through the cluster's proxy, which network policies shut out and which would need a right more.
 */
async function look(
  { cluster, namespace }: EnvironmentSpec,
  { alerts, context = cluster.context }: Gate,
  old: readonly string[],
  { fetch, run }: GateSurroundings,
): Promise<Complaints> {
  const kubectl = async (kinds: string): Promise<unknown> => {
    const where = ["--namespace", namespace, ...(context ? ["--context", context] : [])];
    const { code, stdout } = await run("kubectl", [
      ...["get", kinds, "--output", "json", "--request-timeout", "10s"],
      ...where,
    ]);
    return code === 0 ? JSON.parse(stdout) : undefined;
  };
  const workloads = await kubectl("deployments,statefulsets,daemonsets");
  if (workloads === undefined) return ["The cluster does not answer."];
  const unready = workloadComplaints(workloads);
  return [
    ...unready,
    ...(unready.length === 0 ? [] : podComplaints(await kubectl("pods"))),
    ...(alerts === undefined ? [] : alertComplaints(await firing(alerts, namespace, fetch), old)),
  ];
}

function alertComplaints(firing: readonly Firing[] | string, old: readonly string[]): Complaints {
  if (typeof firing === "string") return [firing];
  return firing
    .filter(({ name }) => !old.includes(name))
    .map(({ name, severity }) => `Alert ${name} is firing (${severity}).`);
}

async function oldAlerts({ namespace }: EnvironmentSpec, { alerts }: Gate, { fetch }: GateSurroundings) {
  if (alerts?.since === undefined) return [];
  const then = await firing(alerts, namespace, fetch, alerts.since);
  // Where nobody can tell what fired then, everything counts.
  return typeof then === "string" ? [] : [...new Set(then.map(({ name }) => name))];
}

/** Alerts that fire now, or at a time; a text tells why nobody knows. */
async function firing(
  { prometheus, severity }: AlertGate,
  namespace: string,
  fetch: GateSurroundings["fetch"],
  time?: string,
): Promise<readonly Firing[] | string> {
  const asked = new URLSearchParams({ query: alertQuery(namespace, severity), ...(time && { time }) });
  try {
    const answer = await fetch(`${prometheus.replace(/\/$/, "")}/api/v1/query?${asked}`);
    return firingAlerts(answer) ?? "Prometheus gave no answer.";
  } catch (error) {
    return `Prometheus does not answer: ${error instanceof Error ? error.message : error}.`;
  }
}
