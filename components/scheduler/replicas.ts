import type { ReplicaBounds } from "../autoscaling/types.ts";
import type { SchedulerSpec, ServerName } from "./types.ts";

/** Bounds between which a scaler chooses a server's replicas; undefined where the spec says how many. Masters are fixed. */
export function boundsOf({ servers }: Pick<SchedulerSpec, "servers">, server: ServerName): ReplicaBounds | undefined {
  return server === "master" ? undefined : servers[server].autoscaling;
}

/** The fewest replicas that a server runs with. */
export function leastReplicas(spec: Pick<SchedulerSpec, "servers">, server: ServerName): number {
  return boundsOf(spec, server)?.minReplicas ?? spec.servers[server].replicas;
}
