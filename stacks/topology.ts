import { backupEndpoint, clusterPorts, databaseEndpoint } from "../components/database/index.ts";
import type { DatabaseCluster, Topology } from "../components/isolation/index.ts";
import { selectorLabels } from "../components/kubernetes/labels.ts";
import { bucketJobIdentity, objectStoreEndpoint } from "../components/object-store/index.ts";
import { quorumPorts, registryEndpoint } from "../components/registry/index.ts";
import { applicationVersion, schemaIdentity } from "../components/scheduler/index.ts";
import { acmeSolver } from "../components/tls/index.ts";
import type { EnvironmentSpec } from "./config/index.ts";

/** Who talks to whom in an environment: known from its specification, before anything is made. */
export function topology(spec: EnvironmentSpec): Topology {
  const { database, ingress, name: instance, objectStore, registry, tls, version } = spec;
  return {
    acmeSolver: tls?.issuer.kind === "acme-http" ? acmeSolver : undefined,
    bucketJob: objectStore.backend === "minio" ? selectorLabels(bucketJobIdentity(instance)) : undefined,
    database: databaseEndpoint(instance, database),
    databaseCluster: databaseCluster(spec),
    ingressNamespace: ingress?.controllerNamespace,
    instance,
    objectStore: objectStoreEndpoint(instance, objectStore),
    quorumPorts: quorumPorts(registry),
    registry: registryEndpoint(instance, registry),
    schemaJob: selectorLabels(schemaIdentity(instance)),
    servers: applicationVersion(version).servers,
  };
}

function databaseCluster({ database, name, objectStore }: EnvironmentSpec): DatabaseCluster | undefined {
  if (database.backend !== "cloudnative-pg") return undefined;
  const { apiServer, backups, operatorNamespace } = database;
  const target = backups.store.kind === "own" ? objectStoreEndpoint(name, objectStore) : backupEndpoint(backups.store);
  return { apiServer, backups: target, managerPort: clusterPorts.manager, operatorNamespace };
}
