import type { Problem } from "../binding/checks.ts";

/** Identifiers that need no quoting, in SQL or in a URL. PostgreSQL cuts names at 63 characters. */
export function checkIdentifier(propertyPath: string, value: string): Problem[] {
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

export function checkReserved(username: string): Problem[] {
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
