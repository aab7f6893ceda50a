import type { InstanceArgs } from "@pulumi/aws/rds/instance.js";
import type * as pulumi from "@pulumi/pulumi";
import { postgresqlPort } from "../postgresql.ts";
import type { RdsSpec, RestoreSpec } from "../types.ts";

/** What an instance needs of the resources around it. */
export interface InstanceSurroundings {
  readonly keyArn: pulumi.Input<string>;
  readonly monitoringRoleArn: pulumi.Input<string>;
  readonly parameterGroup: pulumi.Input<string>;
  readonly password: pulumi.Input<string>;
  readonly securityGroupId: pulumi.Input<string>;
  readonly subnetGroup: pulumi.Input<string>;
  readonly tags: Readonly<Record<string, string>>;
}

/** Where an instance's data come from. */
export type Origin = { readonly kind: "new" } | RestoreSpec["from"];

/**
 * The arguments of one instance. `identifier` names it and its final snapshot; a restored one takes its database, its
 * user's name and its size from its source, which may have grown: AWS refuses less than the source has.
 */
export function instanceArgs(
  identifier: string,
  spec: RdsSpec,
  deletion: "retain" | "delete",
  origin: Origin,
  around: InstanceSurroundings,
): InstanceArgs {
  return {
    ...source(spec, origin),
    allowMajorVersionUpgrade: spec.majorUpgrade === "allow",
    applyImmediately: false,
    autoMinorVersionUpgrade: true,
    backupRetentionPeriod: spec.backupDays,
    backupWindow: spec.backupWindow,
    caCertIdentifier: "rds-ca-rsa2048-g1",
    copyTagsToSnapshot: true,
    dbSubnetGroupName: around.subnetGroup,
    // They outlive a deletion by their retention, besides the final snapshot.
    deleteAutomatedBackups: false,
    deletionProtection: deletion === "retain",
    enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
    engine: "postgres",
    engineVersion: spec.engineVersion,
    finalSnapshotIdentifier: `${identifier}-final`,
    iamDatabaseAuthenticationEnabled: true,
    identifier,
    instanceClass: spec.instanceClass,
    kmsKeyId: around.keyArn,
    maintenanceWindow: spec.maintenanceWindow,
    maxAllocatedStorage: spec.storageLimitGiB,
    monitoringInterval: 60,
    monitoringRoleArn: around.monitoringRoleArn,
    multiAz: spec.availability === "multi-az",
    parameterGroupName: around.parameterGroup,
    password: around.password,
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: around.keyArn,
    // The period that costs nothing.
    performanceInsightsRetentionPeriod: 7,
    port: postgresqlPort,
    publiclyAccessible: false,
    skipFinalSnapshot: false,
    storageEncrypted: true,
    storageType: "gp3",
    tags: around.tags,
    vpcSecurityGroupIds: [around.securityGroupId],
  };
}

function source(spec: RdsSpec, origin: Origin) {
  switch (origin.kind) {
    case "new":
      return { allocatedStorage: spec.storageGiB, dbName: spec.database, username: spec.username };
    case "snapshot":
      return { snapshotIdentifier: origin.snapshot };
    case "point-in-time":
      return { restoreToPointInTime: { restoreTime: origin.time, sourceDbInstanceIdentifier: origin.source } };
  }
}
