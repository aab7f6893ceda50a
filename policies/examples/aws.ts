import type { PolicyObject } from "../core/object.ts";

const resource = (type: string, name: string, properties: object, protect = false): PolicyObject => ({
  type: `aws:${type}`,
  name,
  urn: `urn:pulumi:prod::dolphinpod::aws:${type}::${name}`,
  protect,
  properties,
});

const bucket = "acme-dolphinscheduler";

const statement = (it: object) => JSON.stringify({ Statement: [it], Version: "2012-10-17" });

export const trust = (condition: object) =>
  statement({
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: condition,
    Effect: "Allow",
    Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABC" },
  });

const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "generated" };

export const policy = (Action: string, Resource: string) => statement({ Action, Effect: "Allow", Resource });

/** A database, a bucket and roles in AWS as they should be. */
export const awsExamples = {
  database: resource(
    "rds/instance:Instance",
    "database",
    {
      applyImmediately: false,
      autoMinorVersionUpgrade: true,
      backupRetentionPeriod: 14,
      caCertIdentifier: "rds-ca-rsa2048-g1",
      copyTagsToSnapshot: true,
      deletionProtection: true,
      enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
      engine: "postgres",
      engineVersion: "16",
      finalSnapshotIdentifier: "database-final",
      iamDatabaseAuthenticationEnabled: true,
      monitoringInterval: 60,
      multiAz: true,
      password: secret,
      performanceInsightsEnabled: true,
      publiclyAccessible: false,
      skipFinalSnapshot: false,
      storageEncrypted: true,
    },
    true,
  ),
  databaseParameters: resource("rds/parameterGroup:ParameterGroup", "parameters", {
    family: "postgres16",
    parameters: [{ name: "rds.force_ssl", value: "1" }],
  }),
  databaseFirewall: resource("ec2/securityGroup:SecurityGroup", "firewall", {
    ingress: [{ fromPort: 5432, protocol: "tcp", securityGroups: ["sg-0123456789abcdef0"], toPort: 5432 }],
  }),
  bucket: resource("s3/bucket:Bucket", "files", { bucket, forceDestroy: false }, true),
  bucketAccess: resource("s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "files", {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    bucket,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  }),
  bucketPolicy: resource("s3/bucketPolicy:BucketPolicy", "files", {
    bucket,
    policy: statement({
      Action: "s3:*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
      Effect: "Deny",
      Principal: "*",
      Resource: "*",
    }),
  }),
  bucketVersioning: resource("s3/bucketVersioning:BucketVersioning", "files", {
    bucket,
    versioningConfiguration: { status: "Enabled" },
  }),
  bucketEncryption: resource(
    "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "files",
    { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }] },
  ),
  bucketLogging: resource("s3/bucketLogging:BucketLogging", "files", { bucket, targetBucket: `${bucket}-logs` }),
  bucketLifecycle: resource("s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "files", {
    bucket,
    rules: [{ abortIncompleteMultipartUpload: { daysAfterInitiation: 7 }, id: "uploads", status: "Enabled" }],
  }),
  podRole: resource("iam/role:Role", "api", {
    assumeRolePolicy: trust({
      StringEquals: {
        "oidc.eks.eu-central-1.amazonaws.com/id/ABC:sub": "system:serviceaccount:data:dolphinscheduler-api",
      },
    }),
  }),
  podPolicy: resource("iam/rolePolicy:RolePolicy", "api", {
    policy: policy("s3:GetObject", `arn:aws:s3:::${bucket}/*`),
  }),
} as const;

export const extraAws = {
  user: resource("iam/user:User", "scheduler", { name: "scheduler" }),
};
