import { checkInstance, checkQuantity, type Problem } from "../binding/checks.ts";
import { checkCloudNativePg } from "./cnpg/check.ts";
import { checkIdentifier, checkReserved } from "./identifiers.ts";
import { checkRds } from "./rds/check.ts";
import type { DatabaseSpec, ExistingDatabaseSpec, InClusterSpec } from "./types.ts";

/** Everything that is wrong with the arguments of a database; empty when they are right. */
export function checkDatabase(instance: string, spec: DatabaseSpec): Problem[] {
  if (spec.backend === "existing") return checkVerification(spec);
  return [
    ...checkInstance(instance),
    ...checkIdentifier("spec.database", spec.database),
    ...checkIdentifier("spec.username", spec.username),
    ...checkReserved(spec.username),
    ...checkBackend(spec),
  ];
}

function checkBackend(spec: Exclude<DatabaseSpec, ExistingDatabaseSpec>): Problem[] {
  switch (spec.backend) {
    case "cloudnative-pg":
      return checkCloudNativePg(spec);
    case "in-cluster":
      return checkServer(spec);
    case "rds":
      return checkRds(spec);
  }
}

function checkServer({ resources, storage }: InClusterSpec): Problem[] {
  return [
    ...checkQuantity("spec.storage.size", storage.size, "20Gi"),
    ...checkQuantity("spec.resources.memory.limit", resources.memory.limit, "1Gi"),
  ];
}

/** pgjdbc has no certificates of its own: without a bundle a verified connection fails at the first server that starts. */
function checkVerification({ caBundle, sslMode }: ExistingDatabaseSpec): Problem[] {
  if (!sslMode.startsWith("verify-") || caBundle !== undefined) return [];
  return [
    {
      propertyPath: "spec.caBundle",
      reason: `spec.caBundle: nothing to verify the server with; allowed with sslMode ${sslMode} is a ConfigMap or a file.`,
    },
  ];
}
