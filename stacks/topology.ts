import { backupEndpoint, clusterPorts, databaseEndpoint, databaseMetricsPort } from "../components/database/index.ts";
import type { DatabaseCluster, Topology } from "../components/isolation/index.ts";
import { selectorLabels } from "../components/kubernetes/labels.ts";
import { cleanedServers, cleanerPort } from "../components/logs/metrics.ts";
import { bucketJobIdentity, objectStoreEndpoint, objectStoreMetricsPort } from "../components/object-store/index.ts";
import { quorumPorts, registryEndpoint, registryMetricsPort, snapshotsIdentity } from "../components/registry/index.ts";
import { applicationVersion, schemaIdentity } from "../components/scheduler/index.ts";
import { acmeSolver } from "../components/tls/index.ts";
import type { EnvironmentSpec } from "./config/index.ts";
import { meshTopology } from "./mesh-topology.ts";

/** Who talks to whom in an environment: known from its specification, before anything is made. */
export function topology(spec: EnvironmentSpec): Topology {
  const { database, ingress, name: instance, objectStore, registry, tls, version } = spec;
  return {
    acmeSolver: tls?.issuer.kind === "acme-http" ? acmeSolver : undefined,
    backingMetrics: {
      database: databaseMetricsPort(database),
      "object-store": objectStoreMetricsPort(objectStore),
      registry: registryMetricsPort(registry),
    },
    bucketJob: objectStore.backend === "minio" ? selectorLabels(bucketJobIdentity(instance)) : undefined,
    database: databaseEndpoint(instance, database),
    databaseCluster: databaseCluster(spec),
    ingressNamespace: ingress?.controllerNamespace,
    instance,
    logCleaner: spec.logs && { port: cleanerPort.number, portName: cleanerPort.name, servers: cleanedServers },
    mesh: meshTopology(spec),
    objectStore: objectStoreEndpoint(instance, objectStore),
    quorumPorts: quorumPorts(registry),
    registry: registryEndpoint(instance, registry),
    registrySnapshots:
      registry.backend === "etcd" && registry.snapshots ? selectorLabels(snapshotsIdentity(instance)) : undefined,
    scalerNamespace: scalerNamespace(spec),
    schemaJob: selectorLabels(schemaIdentity(instance)),
    servers: applicationVersion(version).servers,
  };
}

/** Where the operator is that asks the database how much there is to do. */
function scalerNamespace({ servers: { worker } }: EnvironmentSpec): string | undefined {
  return worker.autoscaling?.by === "keda" ? worker.autoscaling.operatorNamespace : undefined;
}

function databaseCluster({ database, name, objectStore }: EnvironmentSpec): DatabaseCluster | undefined {
  if (database.backend !== "cloudnative-pg") return undefined;
  const { apiServer, backups, operatorNamespace } = database;
  const target = backups.store.kind === "own" ? objectStoreEndpoint(name, objectStore) : backupEndpoint(backups.store);
  return { apiServer, backups: target, managerPort: clusterPorts.manager, operatorNamespace };
}
