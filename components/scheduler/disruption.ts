import { labelsOf } from "./harden/labels.ts";
import { type SchedulerSpec, type ServerName, serverNames } from "./types.ts";

/**
 * Servers whose replicas a drain must take one by one. A server with a single replica gets no budget: it would block
 * every node drain (https://kubernetes.io/docs/tasks/run-application/configure-pdb/).
 */
export function budgetedServers(spec: SchedulerSpec): readonly ServerName[] {
  return serverNames.filter((server) => leastReplicas(spec, server) > 1);
}

/** Spec of a server's PodDisruptionBudget. */
export function disruptionBudget(spec: SchedulerSpec, server: ServerName) {
  return { maxUnavailable: 1, selector: { matchLabels: labelsOf(spec, server) } };
}

function leastReplicas(spec: SchedulerSpec, server: ServerName): number {
  const autoscaling = server === "api" ? spec.servers.api.autoscaling : undefined;
  return autoscaling?.minReplicas ?? spec.servers[server].replicas;
}
