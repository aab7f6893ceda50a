import { cleanedServers, cleanerPort } from "../logs/metrics.ts";
import { type ServerName, serverNames } from "../scheduler/types.ts";
import { type ApplicationVersion, applicationVersion } from "../scheduler/versions/index.ts";
import { type BackingName, type ComponentName, jobOf } from "./context.ts";
import type { Watched } from "./types.ts";

/** One thing to scrape. */
export interface Target {
  readonly component: ComponentName;
  /** Value of the label `job`. */
  readonly job: string;
  /** "service": the endpoints behind Services with these labels. "pod": pods with them, where no Service has the port. */
  readonly kind: "service" | "pod";
  readonly selector: Selector;
  /** Name of the port. */
  readonly port: string;
  readonly path: string;
  /** Series to drop: those whose values of these labels, joined by ";", match as a whole. */
  readonly drop?: { readonly regex: string; readonly sourceLabels: string[] };
}

interface Selector {
  readonly matchExpressions?: { readonly key: string; readonly operator: "In"; readonly values: string[] }[];
  readonly matchLabels: Record<string, string>;
}

/** Everything of an environment that shows metrics. */
export function targets(watched: Watched): readonly Target[] {
  return [
    ...serverNames.map((server) => serverTarget(watched, server)),
    ...(watched.logCleaners === "present" ? [logCleaner(watched)] : []),
    ...databaseTarget(watched),
    ...(watched.registry === undefined ? [] : [backing(watched, "registry", "metrics", "/metrics")]),
    ...(watched.objectStore === "minio" ? [backing(watched, "object-store", "s3", "/minio/v2/metrics/cluster")] : []),
  ];
}

function serverTarget({ instance, version }: Watched, server: ServerName): Target {
  const facts = applicationVersion(version);
  const { actuatorPath } = facts.servers[server];
  return {
    ...(server === "master" ? unusedWorkflowStates(facts) : {}),
    component: server,
    job: jobOf(instance, server),
    kind: "service",
    path: `${actuatorPath}/prometheus`,
    // Names of the chart: the API has no port of its own for this.
    port: server === "api" ? "api-port" : "actuator-port",
    selector: labelled(instance, server),
  };
}

/**
 * A master has a series for each workflow definition and state, and a scrape with too many fails as a whole. Rules and
 * dashboards ask how workflows end; what came before is dropped.
 */
function unusedWorkflowStates({ metrics: { workflowStates } }: ApplicationVersion): Pick<Target, "drop"> {
  if (workflowStates === undefined) return {};
  const regex = `ds_workflow_instance_count_total;(${workflowStates.others.join("|")})`;
  return { drop: { regex, sourceLabels: ["__name__", "state"] } };
}

/** It stands in the pods of servers, whose Services have the servers' ports alone. */
function logCleaner({ instance }: Watched): Target {
  const { name: port, path } = cleanerPort;
  return {
    component: "log-cleaner",
    job: jobOf(instance, "log-cleaner"),
    kind: "pod",
    path,
    port,
    selector: {
      matchExpressions: [{ key: "app.kubernetes.io/component", operator: "In", values: [...cleanedServers] }],
      matchLabels: { "app.kubernetes.io/instance": instance },
    },
  };
}

function databaseTarget(watched: Watched): Target[] {
  switch (watched.database) {
    case "elsewhere":
      return [];
    case "postgresql":
      return [backing(watched, "database", "metrics", "/metrics")];
    case "cloudnative-pg":
      return [cloudNativePg(watched)];
  }
}

/** The Services that the operator makes have PostgreSQL's port alone. */
function cloudNativePg({ instance }: Watched): Target {
  return {
    component: "database",
    job: jobOf(instance, "database"),
    kind: "pod",
    path: "/metrics",
    port: "metrics",
    selector: { matchLabels: { "cnpg.io/cluster": `${instance}-database`, "cnpg.io/podRole": "instance" } },
  };
}

function backing({ instance }: Watched, component: BackingName, port: string, path: string): Target {
  return {
    component,
    job: jobOf(instance, component),
    kind: "service",
    path,
    port,
    selector: labelled(instance, component),
  };
}

const labelled = (instance: string, component: string): Selector => ({
  matchLabels: { "app.kubernetes.io/component": component, "app.kubernetes.io/instance": instance },
});
