import { checkInstance, checkQuantity, type Problem } from "../binding/checks.ts";
import type { DatabaseSpec } from "./types.ts";

/** Everything that is wrong with the arguments of a PostgresDatabase; empty when they are right. */
export function checkDatabase(instance: string, spec: DatabaseSpec): Problem[] {
  if (spec.backend === "existing") return [];
  return [
    ...checkInstance(instance),
    ...checkIdentifier("spec.database", spec.database),
    ...checkIdentifier("spec.username", spec.username),
    ...checkReserved(spec.username),
    ...checkQuantity("spec.storage.size", spec.storage.size, "20Gi"),
    ...checkQuantity("spec.resources.memory.limit", spec.resources.memory.limit, "1Gi"),
  ];
}

/** Identifiers that need no quoting, in SQL or in a URL. PostgreSQL cuts names at 63 characters. */
function checkIdentifier(propertyPath: string, value: string): Problem[] {
  if (/^[a-z_][a-z0-9_]{0,62}$/.test(value)) return [];
  return [
    {
      propertyPath,
      reason:
        `${propertyPath}: "${value}" is no plain PostgreSQL name; allowed are at most 63 lower-case letters, digits ` +
        'and "_", no digit first. Try "dolphinscheduler".',
    },
  ];
}

function checkReserved(username: string): Problem[] {
  if (username !== "postgres" && !username.startsWith("pg_")) return [];
  return [
    {
      propertyPath: "spec.username",
      reason:
        `spec.username: "${username}" is PostgreSQL's own; allowed is any other name than "postgres" and "pg_...", ` +
        'because the scheduler must not be a superuser. Try "dolphinscheduler".',
    },
  ];
}
