import type { RegistrySpec } from "./types.ts";

/** Ports by name: `client` for the servers, the other two between members (the image's defaults). */
export const zookeeperPorts = { client: 2181, election: 3888, quorum: 2888 } as const;

/** Ports that members must reach on each other; none when there is nobody to talk to. For network policies. */
export function quorumPorts(spec: RegistrySpec): number[] {
  const alone = spec.backend !== "zookeeper" || spec.members === 1;
  return alone ? [] : [zookeeperPorts.quorum, zookeeperPorts.election];
}
