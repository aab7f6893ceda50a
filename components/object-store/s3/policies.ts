import { partition, serviceHost } from "../../aws/region.ts";
import type { AwsSpec } from "../../aws/types.ts";

const version = "2012-10-17";

export function bucketArn(bucket: string, { region }: AwsSpec): string {
  return `arn:${partition(region)}:s3:::${bucket}`;
}

/** Refuses plain HTTP, whoever asks. */
function tlsOnly(arn: string) {
  return {
    Action: "s3:*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
    Effect: "Deny",
    Principal: "*",
    Resource: [arn, `${arn}/*`],
    Sid: "DenyPlainHttp",
  };
}

/**
 * A request that names no encryption gets the bucket's own, which is what the application sends. One that names another
 * is refused: `Null` tells the two apart, because `StringNotEquals` alone is true of a header that is not there.
 */
function refuseOtherEncryption(arn: string, keyArn: string) {
  const unless = (header: string, value: string) => ({
    Action: "s3:PutObject",
    Condition: { Null: { [header]: "false" }, StringNotEquals: { [header]: value } },
    Effect: "Deny",
    Principal: "*",
    Resource: `${arn}/*`,
  });
  return [
    { ...unless("s3:x-amz-server-side-encryption", "aws:kms"), Sid: "DenyOtherEncryption" },
    { ...unless("s3:x-amz-server-side-encryption-aws-kms-key-id", keyArn), Sid: "DenyOtherKey" },
  ];
}

/** Policy of the scheduler's bucket: what nobody may do, whatever else allows it. */
export function dataBucketPolicy(bucket: string, aws: AwsSpec, keyArn: string): string {
  const arn = bucketArn(bucket, aws);
  return JSON.stringify({ Statement: [tlsOnly(arn), ...refuseOtherEncryption(arn, keyArn)], Version: version });
}

/** Policy of the bucket of access logs: S3 may deliver the logs of one bucket of this account. */
export function logBucketPolicy(logBucket: string, source: string, aws: AwsSpec): string {
  const arn = bucketArn(logBucket, aws);
  const delivery = {
    Action: "s3:PutObject",
    Condition: {
      ArnEquals: { "aws:SourceArn": bucketArn(source, aws) },
      StringEquals: { "aws:SourceAccount": aws.account },
    },
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Resource: `${arn}/${source}/*`,
    Sid: "AllowLogDelivery",
  };
  return JSON.stringify({ Statement: [delivery, tlsOnly(arn)], Version: version });
}

/** What the scheduler may do: everything it does with its one bucket, and use the key for that, and nothing beside it. */
export function clientPolicy(bucket: string, aws: AwsSpec, keyArn: string): string {
  const arn = bucketArn(bucket, aws);
  return JSON.stringify({
    Statement: [
      {
        // The AWS SDK asks for the ACL to learn whether a bucket exists.
        Action: ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
        Effect: "Allow",
        Resource: arn,
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
        Resource: `${arn}/*`,
        Sid: "Objects",
      },
      {
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Condition: { StringEquals: { "kms:ViaService": serviceHost("s3", aws.region) } },
        Effect: "Allow",
        Resource: keyArn,
        Sid: "Key",
      },
    ],
    Version: version,
  });
}
