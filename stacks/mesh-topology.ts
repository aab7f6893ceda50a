import type { MeshTopology } from "../components/mesh/types.ts";
import { serverNames } from "../components/scheduler/types.ts";
import type { EnvironmentSpec } from "./config/index.ts";

/** Who is in the mesh and by what name, for every role that the topology has; undefined without a mesh. */
export function meshTopology({ database, mesh, name, registry }: EnvironmentSpec): MeshTopology | undefined {
  if (mesh === undefined) return undefined;
  const { controlPlaneNamespace, gatewayNamespace, meshedNamespaces } = mesh;
  const account = (role: string, suffix: string) => [role, `${name}-${suffix}`] as const;
  const operated = database.backend === "cloudnative-pg";
  return {
    accounts: Object.fromEntries([
      ...serverNames.map((server) => account(server, server)),
      ...(operated ? [] : [account("database", "postgresql")]),
      account("bucket", "minio-bucket"),
      account("object-store", "minio"),
      account("registry", registry.backend === "etcd" ? "etcd" : "zookeeper"),
      account("schema", "schema"),
    ]),
    controlPlaneNamespace,
    exempt: {
      "acme-solver": "cert-manager makes these pods, and an authority asks them from the internet.",
      ...(registry.backend === "etcd" && {
        "registry-snapshots": "They run for seconds, once a day, and show a certificate of the registry's authority.",
      }),
      ...(operated && {
        database:
          "CloudNativePG makes these pods and asks each by a protocol of its own, with TLS and client certificates of " +
          "its own; PostgreSQL's connections have its TLS.",
      }),
    },
    gatewayNamespace,
    meshedNamespaces,
  };
}
