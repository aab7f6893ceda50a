import type { Endpoint } from "../binding/types.ts";
import { selectorLabels } from "../kubernetes/labels.ts";
import { etcdIdentity } from "./etcd/identity.ts";
import { etcdPorts, zookeeperPorts } from "./ports.ts";
import type { RegistrySpec } from "./types.ts";
import { zookeeperIdentity } from "./zookeeper.ts";

/**
 * Where the registry is reached, known before anything is made: isolation comes before what it isolates. Undefined for
 * the tables of the jdbc backend, which are reached where the database is.
 */
export function registryEndpoint(instance: string, spec: RegistrySpec): Endpoint | undefined {
  switch (spec.backend) {
    case "existing":
      return { cidr: spec.cidr, kind: "address", port: spec.port };
    case "jdbc":
      return undefined;
    case "etcd":
      return { kind: "pods", labels: selectorLabels(etcdIdentity(instance)), port: etcdPorts.client };
    case "zookeeper":
      return { kind: "pods", labels: selectorLabels(zookeeperIdentity(instance)), port: zookeeperPorts.client };
  }
}
