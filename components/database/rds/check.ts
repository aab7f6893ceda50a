import type { Problem } from "../../binding/checks.ts";
import type { RdsSpec } from "../types.ts";
import { restoredInstance } from "./names.ts";

/** What is wrong with an RDS instance, besides what all databases have in common. */
export function checkRds(spec: RdsSpec): Problem[] {
  return [...checkSubnets(spec.subnets), ...checkGrowth(spec), ...checkRestored(spec)];
}

/** A restored instance that has taken over keeps its name; restored from the same source it would be itself. */
function checkRestored({ instance, restoreFrom }: RdsSpec): Problem[] {
  if (restoreFrom === undefined || restoredInstance(instance, restoreFrom.from) !== instance) return [];
  return [
    {
      propertyPath: "spec.restoreFrom",
      reason: `spec.restoreFrom: ${instance} was made from this already; remove restoreFrom.`,
    },
  ];
}

function checkSubnets(subnets: readonly string[]): Problem[] {
  if (new Set(subnets).size >= 2) return [];
  return [
    {
      propertyPath: "spec.subnets",
      reason: `spec.subnets: ${subnets.length} of them; allowed are at least two, in different availability zones.`,
    },
  ];
}

function checkGrowth({ storageGiB, storageLimitGiB }: RdsSpec): Problem[] {
  if (storageLimitGiB >= storageGiB * 1.1) return [];
  return [
    {
      propertyPath: "spec.storageLimitGiB",
      reason: `spec.storageLimitGiB: ${storageLimitGiB} with ${storageGiB} to start with; allowed is at least a tenth more.`,
    },
  ];
}
