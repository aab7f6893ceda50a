import { account, bucket, bucketArn, keyOf, type Protection, policy } from "./protection.ts";

const tlsOnly = (arn: string) => ({
  Action: "s3:*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
  Effect: "Deny",
  Principal: "*",
  Resource: [arn, `${arn}/*`],
  Sid: "DenyPlainHttp",
});
const unless = (header: string, value: string, sid: string) => ({
  Action: "s3:PutObject",
  Condition: { Null: { [header]: "false" }, StringNotEquals: { [header]: value } },
  Effect: "Deny",
  Principal: "*",
  Resource: `${bucketArn}/*`,
  Sid: sid,
});
const refuseOther = [
  unless("s3:x-amz-server-side-encryption", "aws:kms", "DenyOtherEncryption"),
  unless("s3:x-amz-server-side-encryption-aws-kms-key-id", keyOf("object-store"), "DenyOtherKey"),
];
export const everything = { prefix: "" };
/** Rules of a bucket's life cycle for what nobody asks for any more. */
export const leftovers = [
  {
    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
    filter: everything,
    id: "unfinished-uploads",
    status: "Enabled",
  },
  {
    expiration: { expiredObjectDeleteMarker: true },
    filter: everything,
    id: "old-versions",
    noncurrentVersionExpiration: { noncurrentDays: 30 },
    status: "Enabled",
  },
];
const taskLogs = { expiration: { days: 180 }, filter: { prefix: "logs/" }, id: "task-logs", status: "Enabled" };
const accessLogs = { expiration: { days: 400 }, filter: everything, id: "access-logs", status: "Enabled" };
const defaultKey = {
  applyServerSideEncryptionByDefault: { kmsMasterKeyId: keyOf("object-store"), sseAlgorithm: "aws:kms" },
  bucketKeyEnabled: true,
};
const keyOfAws = { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };

/** What both buckets have in common. */
const closed: readonly Protection[] = ["-object-store-bucket", "-object-store-logs"].flatMap((name) => [
  ...["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"].map((argument) => ({
    resource: `${name}-public-access`,
    argument,
    value: true,
    missing: "s3-block-public",
    weaker: [[false, "s3-block-public"]] as const,
  })),
  { resource: name, argument: "forceDestroy", value: false, missing: "none", weaker: [[true, "s3-no-force-destroy"]] },
  {
    resource: `${name}-ownership`,
    argument: "rule",
    value: { objectOwnership: "BucketOwnerEnforced" },
    missing: "none",
    weaker: [[{ objectOwnership: "ObjectWriter" }, "none"]],
  },
  {
    resource: `${name}-versioning`,
    argument: "versioningConfiguration",
    value: { status: "Enabled" },
    missing: "s3-versioning",
    weaker: [[{ status: "Suspended" }, "s3-versioning"]],
  },
]);

const buckets: readonly Protection[] = [
  {
    resource: "-object-store-bucket-encryption",
    argument: "rules",
    value: [defaultKey],
    missing: "none",
    weaker: [[[keyOfAws], "s3-encryption"]],
  },
  { resource: "-object-store-logs-encryption", argument: "rules", value: [keyOfAws], missing: "none" },
  {
    resource: "-object-store-bucket-policy",
    argument: "policy",
    value: policy(tlsOnly(bucketArn), ...refuseOther),
    missing: "none",
    weaker: [
      [policy(...refuseOther), "s3-tls-only"],
      [policy(tlsOnly(bucketArn)), "none"],
    ],
  },
  {
    resource: "-object-store-logs-policy",
    argument: "policy",
    value: policy(
      {
        Action: "s3:PutObject",
        Condition: {
          ArnEquals: { "aws:SourceArn": bucketArn },
          StringEquals: { "aws:SourceAccount": account },
        },
        Effect: "Allow",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Resource: `${bucketArn}-logs/${bucket}/*`,
        Sid: "AllowLogDelivery",
      },
      tlsOnly(`${bucketArn}-logs`),
    ),
    missing: "none",
  },
  {
    resource: "-object-store-bucket-lifecycle",
    argument: "rules",
    value: [...leftovers, taskLogs],
    missing: "s3-lifecycle-aborts-uploads",
    weaker: [[[taskLogs], "s3-lifecycle-aborts-uploads"]],
  },
  {
    resource: "-object-store-logs-lifecycle",
    argument: "rules",
    value: [...leftovers, accessLogs],
    missing: "s3-lifecycle-aborts-uploads",
  },
  { resource: "-object-store-logging", argument: "targetBucket", value: `${bucket}-logs`, missing: "none" },
  {
    resource: "-object-store-user-policy",
    argument: "policy",
    value: policy(
      {
        Action: ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
        Effect: "Allow",
        Resource: bucketArn,
        Sid: "Bucket",
      },
      {
        Action: [
          "s3:AbortMultipartUpload",
          "s3:DeleteObject",
          "s3:GetObject",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
        ],
        Effect: "Allow",
        Resource: `${bucketArn}/*`,
        Sid: "Objects",
      },
      {
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
        Effect: "Allow",
        Resource: keyOf("object-store"),
        Sid: "Key",
      },
    ),
    missing: "none",
    weaker: [[policy({ Action: "s3:*", Effect: "Allow", Resource: "*" }), "iam-no-wildcards"]],
  },
];

/** The two buckets and the user of one. */
export const ofStore: readonly Protection[] = [...closed, ...buckets];
