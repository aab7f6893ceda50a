import type { Endpoint } from "../binding/types.ts";
import { selectorLabels } from "../kubernetes/labels.ts";
import { postgresqlIdentity, postgresqlPort } from "./postgresql.ts";
import type { DatabaseSpec } from "./types.ts";

/** Where the database is reached, known before anything is made: isolation comes before what it isolates. */
export function databaseEndpoint(instance: string, spec: DatabaseSpec): Endpoint {
  switch (spec.backend) {
    case "existing":
      return { cidr: spec.cidr, kind: "address", port: spec.port };
    case "rds":
      return { cidr: spec.cidr, kind: "address", port: postgresqlPort };
    case "in-cluster":
      return { kind: "pods", labels: selectorLabels(postgresqlIdentity(instance)), port: postgresqlPort };
  }
}
