import { checkInstance, checkQuantity, type Problem } from "../binding/checks.ts";
import { s3NameProblem } from "./bucket-name.ts";
import type { ObjectStoreSpec, S3Spec } from "./types.ts";

/** Everything that is wrong with the arguments of an object store; empty when they are right. */
export function checkObjectStore(instance: string, spec: ObjectStoreSpec): Problem[] {
  if (spec.backend === "existing") return [];
  if (spec.backend === "s3") return [...checkInstance(instance), ...checkS3(spec)];
  return [
    ...checkInstance(instance),
    ...checkBucket(spec.bucket),
    ...checkRegion(spec.region),
    ...checkQuantity("spec.storage.size", spec.storage.size, "20Gi"),
  ];
}

function checkS3({ accessLogs, bucket }: S3Spec): Problem[] {
  const name = s3NameProblem(bucket, accessLogs.kind);
  return [
    ...(name ? [{ propertyPath: "spec.bucket", reason: `spec.bucket: "${bucket}" ${name}.` }] : []),
    ...(accessLogs.kind === "given" && accessLogs.bucket === bucket
      ? [
          {
            propertyPath: "spec.accessLogs.bucket",
            reason: `spec.accessLogs.bucket: "${bucket}" would log its own logs without an end; allowed is any other.`,
          },
        ]
      : []),
  ];
}

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
