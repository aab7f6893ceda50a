import type * as pulumi from "@pulumi/pulumi";
import type { DatabaseSpec } from "../components/database/types.ts";
import type { Watched } from "../components/monitoring/types.ts";
import { certificateNames } from "../components/registry/certificates.ts";
import { tlsSecretName } from "../components/tls/objects.ts";
import type { EnvironmentSpec } from "./config/index.ts";

/** Has Prometheus watch the environment. Loaded only where it does: programs without it start sooner. */
export async function createMonitoring(
  spec: EnvironmentSpec,
  provider: pulumi.ProviderResource,
  dependsOn: readonly pulumi.Resource[],
): Promise<void> {
  if (spec.monitoring === undefined) return;
  const { Monitoring } = await import("../components/monitoring/index.ts");
  new Monitoring(
    `${spec.name}-monitoring`,
    { spec: spec.monitoring, watched: watchedOf(spec) },
    { dependsOn: [...dependsOn], provider },
  );
  if (spec.dashboards === undefined) return;
  const { Dashboards } = await import("../components/monitoring/dashboards/index.ts");
  new Dashboards(
    `${spec.name}-dashboards`,
    { monitoring: spec.monitoring, spec: spec.dashboards, watched: watchedOf(spec) },
    { dependsOn: [...dependsOn], provider },
  );
}

const databases: Readonly<Record<DatabaseSpec["backend"], Watched["database"]>> = {
  "cloudnative-pg": "cloudnative-pg",
  existing: "elsewhere",
  "in-cluster": "postgresql",
  rds: "elsewhere",
};

/** What of an environment there is to watch. */
export function watchedOf(spec: EnvironmentSpec): Watched {
  const { database, name: instance, namespace, objectStore, servers, tls, version } = spec;
  const { alert, api, master, worker } = servers;
  return {
    certificate: tls === undefined ? undefined : tlsSecretName(instance),
    database: databases[database.backend],
    instance,
    logCleaners: spec.logs === undefined ? "none" : "present",
    namespace,
    objectStore: objectStore.backend === "minio" ? "minio" : "elsewhere",
    registry: registryOf(spec),
    replicas: { alert: alert.replicas, api: api.replicas, master: master.replicas, worker: worker.replicas },
    version,
    workerThreads: worker.execThreads,
  };
}

function registryOf({ name, registry }: EnvironmentSpec): Watched["registry"] {
  switch (registry.backend) {
    case "etcd":
    case "zookeeper": {
      const { access, backend: kind, members } = registry;
      const certificates = access.mode === "open" ? undefined : certificateNames(name, access.version);
      return { certificates, kind, members };
    }
    default:
      return undefined;
  }
}
