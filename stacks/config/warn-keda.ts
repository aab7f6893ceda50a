import type { Problem } from "./problems.ts";
import type { EnvironmentSpec } from "./spec.ts";

/**
 * KEDA as `platform` installs it knows no authority but the public ones. The stack gives it no other: that would count
 * for every database in the cluster that KEDA asks.
 */
export function kedaVerifiesInVain({ database, platform, servers }: EnvironmentSpec): Problem[] {
  if (platform.keda !== "install" || servers.worker.autoscaling?.by !== "keda" || !isVerified(database)) return [];
  return [
    {
      path: "platform.keda",
      received:
        "install, which brings KEDA without the certificates that the database is verified by: no query succeeds",
      allowed: "a KEDA that has them; until then the number of workers stays as it is",
      fix: "Install KEDA yourself with the values in docs/scaling.md, and write platform: {keda: present}.",
    },
  ];
}

function isVerified(database: EnvironmentSpec["database"]): boolean {
  switch (database.backend) {
    case "rds":
    case "cloudnative-pg":
      return true;
    case "existing":
      return database.sslMode.startsWith("verify-");
    case "in-cluster":
      return false;
  }
}
