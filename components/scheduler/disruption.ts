import { labelsOf } from "./harden/labels.ts";
import { leastReplicas } from "./replicas.ts";
import { type SchedulerSpec, type ServerName, serverNames } from "./types.ts";

/**
 * Servers whose replicas a drain must take one by one. A server with a single replica gets no budget: it would block
 * every node drain (https://kubernetes.io/docs/tasks/run-application/configure-pdb/).
 */
export function budgetedServers(spec: SchedulerSpec): readonly ServerName[] {
  return serverNames.filter((server) => leastReplicas(spec, server) > 1);
}

/** Spec of a server's PodDisruptionBudget. A pod that is not ready may always go: it serves nobody, and would block a drain. */
export function disruptionBudget(spec: SchedulerSpec, server: ServerName) {
  return {
    maxUnavailable: 1,
    selector: { matchLabels: labelsOf(spec, server) },
    unhealthyPodEvictionPolicy: "AlwaysAllow",
  };
}
