import { checkInstance, checkQuantity, type Problem } from "../binding/checks.ts";
import type { ObjectStoreSpec } from "./types.ts";

/** Everything that is wrong with the arguments of an ObjectStore; empty when they are right. */
export function checkObjectStore(instance: string, spec: ObjectStoreSpec): Problem[] {
  if (spec.backend === "existing") return [];
  return [
    ...checkInstance(instance),
    ...checkBucket(spec.bucket),
    ...checkRegion(spec.region),
    ...checkQuantity("spec.storage.size", spec.storage.size, "20Gi"),
  ];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html, without dots: those break TLS host names. */
function checkBucket(bucket: string): Problem[] {
  if (/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucket)) return [];
  return [
    {
      propertyPath: "spec.bucket",
      reason:
        `spec.bucket: "${bucket}" is no bucket name; allowed are 3 to 63 lower-case letters, digits and "-", ` +
        'a letter or digit first and last. Try "dolphinscheduler".',
    },
  ];
}

function checkRegion(region: string): Problem[] {
  if (/^[a-z][a-z0-9-]*$/.test(region)) return [];
  return [
    {
      propertyPath: "spec.region",
      reason: `spec.region: "${region}" is no region; allowed are lower-case letters, digits and "-". Try "us-east-1".`,
    },
  ];
}
