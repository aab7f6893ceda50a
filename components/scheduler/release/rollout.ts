import { boundsOf } from "../replicas.ts";
import { type Servers, serverNames } from "../types.ts";

/** Seconds that a new pod may take until it is ready: the image's pull, the JVM's start, the first probes. */
const startSeconds = 300;

/** Seconds in which all pods of the slowest server are replaced, one after the other, each after its drain. */
export function rolloutSeconds(servers: Servers): number {
  return Math.max(
    ...serverNames.map((server) => {
      const { gracePeriodSeconds, replicas } = servers[server];
      return (boundsOf({ servers }, server)?.maxReplicas ?? replicas) * (gracePeriodSeconds + startSeconds);
    }),
  );
}
