import type { AwsSpec } from "../../components/aws/types.ts";
import type { CaBundleSpec, RdsSpec, RestoreSpec } from "../../components/database/types.ts";
import { mebibytes } from "../../components/kubernetes/quantity.ts";
import type { S3Access, S3Spec } from "../../components/object-store/types.ts";
import { taskLogFolder } from "../../components/scheduler/properties.ts";
import type { Settings } from "./schema.ts";

/** The least storage that RDS has. */
export const smallestStorageGiB = 20;

/** Whether a backend of the environment is in AWS. */
export function usesAws({ database, objectStore }: Settings): boolean {
  return database.backend === "rds" || objectStore.backend === "s3";
}

/** First part of every name in AWS. */
export function awsPrefix({ aws: { prefix }, name, namespace }: Settings): string {
  return prefix ?? namespace ?? name;
}

/** Identifier of the instance that the environment began with, or that has taken over. */
export function rdsInstance(settings: Settings): string {
  return settings.database.instance ?? `${awsPrefix(settings)}-database`;
}

export function aws(settings: Settings): AwsSpec | undefined {
  if (!usesAws(settings)) return undefined;
  const { account = "", region = "", tags } = settings.aws;
  const prefix = awsPrefix(settings);
  return {
    region,
    account,
    prefix,
    tags: { ...tags, environment: prefix, "managed-by": "pulumi", "part-of": "dolphinscheduler" },
  };
}

export function rds(settings: Settings): RdsSpec {
  const { database: it } = settings;
  const instance = rdsInstance(settings);
  return {
    backend: "rds",
    instance,
    engineVersion: it.engineVersion,
    majorUpgrade: it.majorUpgrade,
    instanceClass: it.instanceClass,
    database: it.database,
    username: it.username,
    passwordVersion: it.passwordVersion,
    // A class may have less for a server in the cluster; what a stack writes has passed a rule.
    storageGiB: Math.max(smallestStorageGiB, gibibytes(it.storage.size)),
    storageLimitGiB: gibibytes(it.storageLimit),
    availability: it.availability,
    backupDays: it.backupDays,
    backupWindow: it.backupWindow,
    maintenanceWindow: it.maintenanceWindow,
    vpc: it.vpc ?? "",
    subnets: it.subnets ?? [],
    clusterSecurityGroup: it.clusterSecurityGroup ?? "",
    // A rule has seen that it is there.
    caBundle: caBundle(it.caBundle) ?? { kind: "file", path: "" },
    cidr: it.cidr,
    restoreFrom: it.restoreFrom && { from: restoreSource(it.restoreFrom, instance), serve: it.restoreFrom.serve },
  };
}

/** Where a second instance is restored from; times are written as AWS writes them. */
export function restoreSource(
  it: NonNullable<Settings["database"]["restoreFrom"]>,
  instance: string,
): RestoreSpec["from"] {
  if (it.snapshot !== undefined) return { kind: "snapshot", snapshot: it.snapshot };
  const time = new Date(it.pointInTime ?? 0).toISOString().replace(/\.\d+Z$/, "Z");
  return { kind: "point-in-time", time, source: it.source ?? instance };
}

export function caBundle(it: Settings["database"]["caBundle"]): CaBundleSpec | undefined {
  if (it?.file !== undefined) return { kind: "file", path: it.file };
  if (it?.configMap === undefined) return undefined;
  return { kind: "config-map", name: it.configMap, key: it.key ?? "global-bundle.pem" };
}

export function s3({ objectStore: it }: Settings): S3Spec {
  return {
    backend: "s3",
    bucket: it.bucket,
    access: access(it),
    accessLogs: it.accessLogs ? { kind: "given", bucket: it.accessLogs.bucket } : { kind: "own" },
    taskLogs: { prefix: `${taskLogFolder}/`, days: it.taskLogDays },
    cidr: it.cidr,
  };
}

/** A rule has refused the other kinds. */
function access({ access: it, keyVersion }: Settings["objectStore"]): S3Access {
  return it.kind === "instance-profile" ? it : { kind: "iam-user", keyVersion };
}

function gibibytes(quantity: string): number {
  return Math.floor(mebibytes(quantity) / 1024);
}
