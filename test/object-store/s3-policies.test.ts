import { clientPolicy, dataBucketPolicy, logBucketPolicy } from "../../components/object-store/s3/policies.ts";
import { aws } from "../aws/fixtures.ts";
import { decide, type Request } from "../aws/policy.ts";

const keyArn = "arn:aws:kms:eu-central-1:123456789012:key/1234";
const bucket = "arn:aws:s3:::acme-dolphin";
const object = `${bucket}/dolphinscheduler/tenant/resources/a.jar`;
const tls = { "aws:SecureTransport": "true" };
const encryption = "s3:x-amz-server-side-encryption";
const keyHeader = "s3:x-amz-server-side-encryption-aws-kms-key-id";

const request = (action: string, resource: string, context: Record<string, string> = tls): Request => ({
  action,
  context,
  principal: "arn:aws:iam::123456789012:user/anybody",
  resource,
});

describe("the scheduler's bucket", () => {
  const policy = dataBucketPolicy("acme-dolphin", aws, keyArn);

  test.each<[string, "deny" | "silent", Request]>([
    ["reading over TLS", "silent", request("s3:GetObject", object)],
    ["reading over plain HTTP", "deny", request("s3:GetObject", object, { "aws:SecureTransport": "false" })],
    ["listing over plain HTTP", "deny", request("s3:ListBucket", bucket, { "aws:SecureTransport": "false" })],
    ["writing as the application does, without a header", "silent", request("s3:PutObject", object)],
    [
      "writing with the bucket's encryption",
      "silent",
      request("s3:PutObject", object, { ...tls, [encryption]: "aws:kms" }),
    ],
    ["writing with a key of S3", "deny", request("s3:PutObject", object, { ...tls, [encryption]: "AES256" })],
    [
      "writing with the bucket's key",
      "silent",
      request("s3:PutObject", object, { ...tls, [encryption]: "aws:kms", [keyHeader]: keyArn }),
    ],
    [
      "writing with a key of somebody else",
      "deny",
      request("s3:PutObject", object, { ...tls, [encryption]: "aws:kms", [keyHeader]: `${keyArn}5` }),
    ],
  ])("%s: %s", (_, decision, asked) => {
    expect(decide(policy, asked)).toBe(decision);
  });

  test("lets nobody in: that is for IAM", () => {
    expect(policy).not.toContain('"Allow"');
  });
});

describe("the scheduler's user", () => {
  const policy = clientPolicy("acme-dolphin", aws, keyArn);
  const viaS3 = { "kms:ViaService": "s3.eu-central-1.amazonaws.com" };

  test.each([
    ["s3:GetBucketAcl", bucket],
    ["s3:ListBucket", bucket],
    ["s3:GetObject", object],
    ["s3:PutObject", object],
    ["s3:DeleteObject", object],
    ["s3:AbortMultipartUpload", object],
  ])("may do what the application does: %s", (action, resource) => {
    expect(decide(policy, request(action, resource))).toBe("allow");
  });

  test.each([
    ["s3:DeleteBucket", bucket],
    ["s3:PutBucketPolicy", bucket],
    ["s3:DeleteObjectVersion", object],
    ["s3:PutObjectAcl", object],
    ["s3:BypassGovernanceRetention", object],
    ["s3:GetObject", "arn:aws:s3:::acme-dolphin-logs/acme-dolphin/2026"],
    ["s3:ListAllMyBuckets", "*"],
    ["iam:CreateAccessKey", "arn:aws:iam::123456789012:user/shop-prod-object-store"],
  ])("may do nothing else: %s on %s", (action, resource) => {
    expect(decide(policy, request(action, resource))).toBe("silent");
  });

  test("uses the key through S3 alone, and no other key", () => {
    expect(decide(policy, request("kms:GenerateDataKey", keyArn, viaS3))).toBe("allow");
    expect(decide(policy, request("kms:GenerateDataKey", keyArn, {}))).toBe("silent");
    expect(decide(policy, request("kms:Decrypt", `${keyArn}5`, viaS3))).toBe("silent");
    expect(decide(policy, request("kms:ScheduleKeyDeletion", keyArn, viaS3))).toBe("silent");
  });

  test("has no wildcard in an action, and none for a whole resource", () => {
    const { Statement } = JSON.parse(policy) as { Statement: { Action: string[]; Resource: string }[] };
    expect(Statement.flatMap(({ Action }) => Action).join()).not.toContain("*");
    expect(Statement.map(({ Resource }) => Resource)).not.toContain("*");
  });
});

describe("the bucket of the access logs", () => {
  const policy = logBucketPolicy("acme-dolphin-logs", "acme-dolphin", aws);
  const log = "arn:aws:s3:::acme-dolphin-logs/acme-dolphin/2026-01-31";
  const delivery = (context: Record<string, string>, resource = log): Request => ({
    action: "s3:PutObject",
    context: { ...tls, ...context },
    principal: "logging.s3.amazonaws.com",
    resource,
  });
  const ours = { "aws:SourceAccount": "123456789012", "aws:SourceArn": bucket };

  test("takes the logs of the scheduler's bucket", () => {
    expect(decide(policy, delivery(ours))).toBe("allow");
  });

  test.each<[string, Request]>([
    ["of another bucket", delivery({ ...ours, "aws:SourceArn": "arn:aws:s3:::other" })],
    ["of another account", delivery({ ...ours, "aws:SourceAccount": "210987654321" })],
    ["in another's folder", delivery(ours, "arn:aws:s3:::acme-dolphin-logs/other/2026")],
    ["from anybody else", { ...delivery(ours), principal: "arn:aws:iam::123456789012:user/anybody" }],
  ])("takes no logs %s", (_, asked) => {
    expect(decide(policy, asked)).toBe("silent");
  });

  test("shows nobody a log over plain HTTP", () => {
    expect(decide(policy, request("s3:GetObject", log, { "aws:SecureTransport": "false" }))).toBe("deny");
  });
});

test("regions of other partitions have their own names", () => {
  const policy = clientPolicy("acme-dolphin", { ...aws, region: "cn-north-1" }, keyArn);
  expect(policy).toContain("arn:aws-cn:s3:::acme-dolphin");
  expect(policy).toContain("s3.cn-north-1.amazonaws.com.cn");
  expect(dataBucketPolicy("b", { ...aws, region: "us-gov-west-1" }, keyArn)).toContain("arn:aws-us-gov:s3:::b");
});
