import type { Environment, ObjectView } from "../../core/model.ts";
import type { EnvironmentRule, ObjectRule, Rule } from "../../core/rule.ts";

const bucketTypes = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];

const text = {
  link: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  origin: "A12; AWS Security Hub, S3 controls",
  pack: "aws",
} as const;

/** Whether a setting is of a bucket: it came from it, or it names it. */
function belongs(setting: ObjectView, bucket: ObjectView): boolean {
  const from = setting.object.propertyDependencies?.["bucket"] ?? [];
  if (bucket.object.urn !== undefined && from.includes(bucket.object.urn)) return true;
  const name = bucket.at("bucket").text;
  return name !== undefined && setting.at("bucket").text === name;
}

const settings = (environment: Environment, kind: string, bucket: ObjectView) =>
  environment.of(`aws:s3/bucket${kind}`, `aws:s3/bucket${kind}V2`).filter((it) => belongs(it, bucket));

/** `BucketVersioning`, of the module of the same name. */
const moduleOf = (kind: string) => `${kind}:Bucket${kind}`;

interface Companion extends Pick<Rule, "id" | "title" | "severity" | "why" | "remediation"> {
  readonly kind: string;
  readonly allowed: string;
  /** Whether the setting does what it must. */
  readonly holds: (setting: ObjectView) => boolean | undefined;
  /** Whether the bucket says it itself, as older programs write. */
  readonly inline?: (bucket: ObjectView) => boolean;
  readonly skips?: (bucket: ObjectView) => boolean;
}

/** A bucket must have a setting, which is a resource of its own. */
function companionRule({ kind, allowed, holds, inline, skips, ...said }: Companion): EnvironmentRule {
  return {
    ...text,
    ...said,
    scope: "environment",
    evaluate: (environment) =>
      environment.of(...bucketTypes).flatMap((object) => {
        const found = settings(environment, moduleOf(kind), object);
        if (inline?.(object) || skips?.(object) || found.some((it) => holds(it) !== false)) return [];
        const [wrong] = found;
        if (wrong)
          return [{ object: wrong, at: wrong.root, allowed, fix: said.remediation, received: "another setting" }];
        const received = `a bucket without Bucket${kind}`;
        return [{ object, at: object.at("bucket"), allowed, fix: said.remediation, received, missing: true }];
      }),
  };
}

const isLogBucket = (bucket: ObjectView) => /-?logs?$/.test(bucket.at("bucket").text ?? bucket.object.name);

/** The statements of a policy, which is a text in JSON. */
function denies(policy: string | undefined, condition: string): boolean | undefined {
  if (policy === undefined) return undefined;
  return policy.includes(condition) && /"Effect"\s*:\s*"Deny"/.test(policy);
}

const switches = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

export const s3Rules: readonly Rule[] = [
  companionRule({
    id: "s3-block-public",
    title: "Buckets are closed to the public",
    severity: "critical",
    why: "One statement or ACL too wide makes every log and resource file readable for all.",
    remediation: "Add a BucketPublicAccessBlock with all four switches on.",
    kind: "PublicAccessBlock",
    allowed: "all four switches on",
    holds: (setting) => switches.every((key) => setting.at(key).unknown || setting.at(key).flag === true),
  }),
  companionRule({
    id: "s3-tls-only",
    title: "Buckets refuse plain HTTP",
    severity: "high",
    why: "Keys and files would cross the network as they are.",
    remediation: "Add a BucketPolicy that denies requests with aws:SecureTransport false.",
    kind: "Policy",
    allowed: "a policy that denies plain HTTP",
    holds: (setting) => denies(setting.at("policy").text, "aws:SecureTransport"),
  }),
  companionRule({
    id: "s3-versioning",
    title: "Buckets keep what was overwritten",
    severity: "medium",
    why: "A resource file that somebody overwrote or deleted can be had back.",
    remediation: "Add a BucketVersioning with status Enabled.",
    kind: "Versioning",
    allowed: "status Enabled",
    holds: (setting) => {
      const status = setting.at("versioningConfiguration", "status");
      return status.unknown ? undefined : status.text === "Enabled";
    },
    inline: (bucket) => bucket.at("versioning", "enabled").flag === true,
  }),
  companionRule({
    id: "s3-encryption",
    title: "Buckets are encrypted with a key that can be taken away",
    severity: "medium",
    why: "With a key of one's own, access can be ended and every use is recorded.",
    remediation: "Add a BucketServerSideEncryptionConfiguration with aws:kms.",
    kind: "ServerSideEncryptionConfiguration",
    allowed: "aws:kms",
    holds: (setting) => {
      const algorithms = setting
        .at("rules")
        .items.map((it) => it.at("applyServerSideEncryptionByDefault", "sseAlgorithm"));
      return algorithms.length === 0
        ? undefined
        : algorithms.every((it) => it.unknown || it.text?.startsWith("aws:kms"));
    },
    // S3 delivers no access logs to a bucket that a key of KMS encrypts.
    skips: isLogBucket,
  }),
  companionRule({
    id: "s3-access-logs",
    title: "Who read and wrote a bucket is recorded",
    severity: "medium",
    why: "After a leak it is the only way to know what was read.",
    remediation: "Add a BucketLogging.",
    kind: "Logging",
    allowed: "a BucketLogging",
    holds: () => true,
    inline: (bucket) => bucket.at("loggings").items.length > 0,
    skips: isLogBucket,
  }),
  companionRule({
    id: "s3-lifecycle-aborts-uploads",
    title: "Unfinished uploads go away",
    severity: "low",
    why: "A server that dies in an upload leaves parts that nobody sees and everybody pays for.",
    remediation: "Add a BucketLifecycleConfiguration with abortIncompleteMultipartUpload.",
    kind: "LifecycleConfiguration",
    allowed: "a rule that aborts unfinished uploads",
    holds: (setting) =>
      setting
        .at("rules")
        .items.some((it) => it.at("abortIncompleteMultipartUpload").present && it.at("status").text !== "Disabled"),
  }),
];

export const s3NoAcl: ObjectRule = {
  ...text,
  scope: "object",
  id: "s3-no-acl",
  title: "No bucket gives rights by ACL",
  severity: "high",
  why: "ACLs are a second list of rights that nobody looks at, and public-read is one word away.",
  remediation: "Remove acl and use BucketOwnershipControls with BucketOwnerEnforced.",
  types: [...bucketTypes, "aws:s3/bucketAcl:BucketAcl"],
  evaluate: (object) => {
    const at = object.at("acl");
    if (at.text === undefined || at.text === "private") return [];
    return [{ at, allowed: "nothing, or private", fix: "Remove acl.", patch: { path: at.path } }];
  },
};

export const s3NoForceDestroy: ObjectRule = {
  ...text,
  scope: "object",
  id: "s3-no-force-destroy",
  title: "A bucket with files in it cannot be deleted",
  severity: "high",
  star: true,
  why: "forceDestroy deletes every file first, all versions included, when the bucket is replaced or the stack destroyed.",
  remediation: "Leave forceDestroy out; empty a bucket by hand where that is meant.",
  types: bucketTypes,
  evaluate: (object) => {
    const at = object.at("forceDestroy");
    if (at.flag !== true) return [];
    return [{ at, allowed: "false", fix: "Remove it.", patch: { path: at.path } }];
  },
};

export const s3ObjectRules = [s3NoAcl, s3NoForceDestroy];
