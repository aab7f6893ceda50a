import { isRecord } from "../stacks/config/problems.ts";
import { type Severity, severities } from "./severity.ts";

/** Why an environment does not count as healthy, each in a sentence. */
export type Complaints = readonly string[];

/** Workloads that are not as their specification says: `kubectl get deployments,statefulsets,daemonsets -o json`. */
export function workloadComplaints(list: unknown): Complaints {
  const items = isRecord(list) && Array.isArray(list["items"]) ? list["items"].filter(isRecord) : [];
  if (items.length === 0) return ["There is no workload in the namespace."];
  return items.flatMap(workloadComplaint);
}

function workloadComplaint(item: Readonly<Record<string, unknown>>): Complaints {
  const kind = String(item["kind"]);
  const [metadata, spec, status] = ["metadata", "spec", "status"].map((key) => fields(item[key]));
  const title = `${kind} ${String(metadata?.["name"])}`;
  const number = (value: unknown, otherwise = 0) => (typeof value === "number" ? value : otherwise);
  if (number(status?.["observedGeneration"]) < number(metadata?.["generation"])) {
    return [`${title}: its controller has not seen the last change yet.`];
  }
  if (kind === "DaemonSet")
    return ready(title, number(status?.["numberReady"]), number(status?.["desiredNumberScheduled"]));
  const wanted = number(spec?.["replicas"], 1);
  const late = wanted - held(spec) - number(status?.["updatedReplicas"]);
  return [
    ...ready(title, number(status?.["readyReplicas"]), wanted),
    ...(late > 0 ? [`${title}: ${late} of ${wanted} pods are still of the earlier version.`] : []),
  ];
}

const fields = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});

/** Pods that a canary leaves as they are. */
function held(spec: Readonly<Record<string, unknown>> | undefined): number {
  const { partition } = fields(fields(spec?.["updateStrategy"])["rollingUpdate"]);
  return typeof partition === "number" ? partition : 0;
}

function ready(title: string, is: number, wanted: number): Complaints {
  return is < wanted ? [`${title}: ${is} of ${wanted} pods are ready.`] : [];
}

/** More than these help nobody to see what is wrong. */
const mostReasons = 6;

/** Why containers of pods do not start, as nodes say it: `kubectl get pods -o json`. */
export function podComplaints(list: unknown): Complaints {
  const pods = isRecord(list) && Array.isArray(list["items"]) ? list["items"].filter(isRecord) : [];
  return pods.flatMap(podComplaint).slice(0, mostReasons);
}

function podComplaint({ metadata, status }: Readonly<Record<string, unknown>>): Complaints {
  const containers = ["initContainerStatuses", "containerStatuses"].flatMap((key) => {
    const statuses = fields(status)[key];
    return Array.isArray(statuses) ? statuses.filter(isRecord) : [];
  });
  return containers.flatMap(({ name, state }) => {
    const { message, reason } = fields(fields(state)["waiting"]);
    // Containers that are about to start wait as well.
    if (typeof reason !== "string" || /^(ContainerCreating|PodInitializing)$/.test(reason)) return [];
    const told = typeof message === "string" && message !== "" ? `${reason}, ${message}` : reason;
    return [`Pod ${String(fields(metadata)["name"])}, container ${String(name)}: ${told}.`];
  });
}

/** PromQL that tells which alerts of a namespace are firing, of a severity or a worse one. */
export function alertQuery(namespace: string, least: Severity): string {
  const counted = severities.slice(0, severities.indexOf(least) + 1).join("|");
  return `ALERTS{alertstate="firing",namespace=${JSON.stringify(namespace)},severity=~"${counted}"}`;
}

/** An alert that fires. */
export interface Firing {
  readonly name: string;
  readonly severity: string;
}

/** Alerts in Prometheus' answer to {@link alertQuery}; undefined when it is none. */
export function firingAlerts(answer: unknown): readonly Firing[] | undefined {
  const data = fields(fields(answer)["data"]);
  if (fields(answer)["status"] !== "success" || !Array.isArray(data["result"])) return undefined;
  return data["result"].filter(isRecord).map(({ metric }) => {
    const { alertname, severity } = fields(metric);
    return { name: String(alertname), severity: String(severity) };
  });
}

/** What was asked for alerts, and which of them do not count. */
export interface AskedAlerts {
  readonly severity: Severity;
  readonly old: readonly string[];
}

/** What was looked at and found well, and what nobody has looked at. */
export function healthyText(stack: string, alerts: AskedAlerts | undefined): string {
  const told = alerts === undefined ? "nobody was asked for alerts (--prometheus)" : alertsText(alerts);
  return `${stack} is healthy: its workloads are ready, ${told}.`;
}

function alertsText({ old, severity }: AskedAlerts): string {
  const kind = severity === "critical" ? "critical alert" : "alert";
  return old.length === 0 ? `no ${kind} fires` : `no ${kind} fires but ${old.join(", ")}, which did before the update`;
}
