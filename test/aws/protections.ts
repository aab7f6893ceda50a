import type { Protection } from "./protection.ts";
import { ofDatabase } from "./protections-database.ts";
import { ofStore } from "./protections-store.ts";

const keys: readonly Protection[] = ["-database-key", "-object-store-key"].flatMap((resource) => [
  { resource, argument: "enableKeyRotation", value: true, missing: "none", weaker: [[false, "none"]] },
  { resource, argument: "deletionWindowInDays", value: 30, missing: "none", weaker: [[7, "none"]] },
]);

/** Every argument by which something in AWS is closed, kept, encrypted, watched or bounded. */
export const protections: readonly Protection[] = [...ofDatabase, ...keys, ...ofStore];

/** Arguments that protect nothing, by the end of the type: names, sizes, places, descriptions. */
export const others: Readonly<Record<string, readonly string[]>> = {
  "ec2/securityGroup:SecurityGroup": ["description", "name", "tags"],
  "iam/accessKey:AccessKey": ["user"],
  "iam/role:Role": ["description", "name", "tags"],
  "iam/rolePolicyAttachment:RolePolicyAttachment": ["role"],
  "iam/user:User": ["name", "tags"],
  "iam/userPolicy:UserPolicy": ["name", "user"],
  "kms/alias:Alias": ["name", "targetKeyId"],
  "kms/key:Key": ["description", "tags"],
  "rds/instance:Instance": [
    "allocatedStorage",
    "backupWindow",
    "dbName",
    "engine",
    "engineVersion",
    "identifier",
    "instanceClass",
    "maintenanceWindow",
    "monitoringRoleArn",
    "performanceInsightsRetentionPeriod",
    "port",
    "storageType",
    "tags",
    "username",
  ],
  "rds/parameterGroup:ParameterGroup": ["description", "family", "name", "tags"],
  "rds/subnetGroup:SubnetGroup": ["description", "name", "tags"],
  "s3/bucket:Bucket": ["bucket", "tags"],
  "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ["bucket"],
  "s3/bucketLogging:BucketLogging": ["bucket", "targetPrefix"],
  "s3/bucketOwnershipControls:BucketOwnershipControls": ["bucket"],
  "s3/bucketPolicy:BucketPolicy": ["bucket"],
  "s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ["bucket"],
  "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ["bucket"],
  "s3/bucketVersioning:BucketVersioning": ["bucket"],
};

/** What stands unprotected: it holds no data, and an update may take its place. The rest refuses to be deleted. */
export const unprotected: readonly string[] = ["-parameters-16", "-access-key-1", "-user", "-user-policy"];
