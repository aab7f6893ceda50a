import type { RegistrySpec } from "./types.ts";

/** Ports by name: `client` for the servers, the other two between members (the image's defaults). */
export const zookeeperPorts = { client: 2181, election: 3888, quorum: 2888 } as const;

/** Where a member of a ZooKeeper shows its metrics (PrometheusMetricsProvider's default). */
export const zookeeperMetricsPort = 7000;

/** Ports by name: `client` for the servers, `peer` between members, `metrics` for probes and Prometheus. */
export const etcdPorts = { client: 2379, metrics: 2381, peer: 2380 } as const;

/** Ports that members must reach on each other; none when there is nobody to talk to. For network policies. */
export function quorumPorts(spec: RegistrySpec): number[] {
  switch (spec.backend) {
    case "zookeeper":
      return spec.members === 1 ? [] : [zookeeperPorts.quorum, zookeeperPorts.election];
    case "etcd":
      return spec.members === 1 ? [] : [etcdPorts.peer];
    default:
      return [];
  }
}

/** Port of a member's metrics; undefined where there are none. */
export function registryMetricsPort(spec: RegistrySpec): number | undefined {
  if (spec.backend === "etcd") return etcdPorts.metrics;
  return spec.backend === "zookeeper" && spec.metrics === "on" ? zookeeperMetricsPort : undefined;
}
