import type { Endpoint } from "../binding/types.ts";
import { selectorLabels } from "../kubernetes/labels.ts";
import { clusterLabels, clusterPorts } from "./cnpg/names.ts";
import { exporterPort } from "./exporter.ts";
import { postgresqlIdentity, postgresqlPort } from "./postgresql.ts";
import type { BackupSpec, DatabaseSpec } from "./types.ts";

/** Where the database is reached, known before anything is made: isolation comes before what it isolates. */
export function databaseEndpoint(instance: string, spec: DatabaseSpec): Endpoint {
  switch (spec.backend) {
    case "existing":
      return { cidr: spec.cidr, kind: "address", port: spec.port };
    case "rds":
      return { cidr: spec.cidr, kind: "address", port: postgresqlPort };
    case "cloudnative-pg":
      return { kind: "pods", labels: clusterLabels(instance), port: clusterPorts.postgresql };
    case "in-cluster":
      return { kind: "pods", labels: selectorLabels(postgresqlIdentity(instance)), port: postgresqlPort };
  }
}

/** Port of its metrics; undefined where it shows none here. */
export function databaseMetricsPort(spec: DatabaseSpec): number | undefined {
  switch (spec.backend) {
    case "existing":
    case "rds":
      return undefined;
    case "cloudnative-pg":
      return clusterPorts.metrics;
    case "in-cluster":
      return spec.exporterImage === undefined ? undefined : exporterPort;
  }
}

/** Where backups go that have a place of their own. */
export function backupEndpoint({ cidr, endpoint }: Extract<BackupSpec["store"], { kind: "given" }>): Endpoint {
  const { port, protocol } = new URL(endpoint ?? "https://s3.amazonaws.com");
  return { cidr, kind: "address", port: Number(port) || (protocol === "http:" ? 80 : 443) };
}
