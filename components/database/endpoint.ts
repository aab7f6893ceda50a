import type { Endpoint } from "../binding/types.ts";
import { selectorLabels } from "../kubernetes/labels.ts";
import { postgresqlIdentity, postgresqlPort } from "./postgresql.ts";
import type { DatabaseSpec } from "./types.ts";

/** Where the database is reached, known before anything is made: isolation comes before what it isolates. */
export function databaseEndpoint(instance: string, spec: DatabaseSpec): Endpoint {
  return spec.backend === "existing"
    ? { cidr: spec.cidr, kind: "address", port: spec.port }
    : { kind: "pods", labels: selectorLabels(postgresqlIdentity(instance)), port: postgresqlPort };
}
