import type { PolicyObject } from "../../policies/core/object.ts";
import { policy, trust } from "../../policies/examples/aws.ts";
import type { Setting } from "../../policies/examples/example.ts";
import { manifest } from "../../policies/examples/servers.ts";

/** A mistake in one object of the example of production. */
export interface Mistake {
  readonly rule: string;
  readonly what: string;
  /** The end of its type token. */
  readonly type: string;
  /** The end of its name, where several have the type. */
  readonly name?: string;
  readonly set?: readonly Setting[];
  readonly drop?: true;
  readonly unprotected?: true;
  readonly add?: readonly PolicyObject[];
}

const inDatabase = (rule: string, key: string, value?: unknown): Mistake => {
  const what = value === undefined ? `a database without ${key}` : `a database with ${key} ${JSON.stringify(value)}`;
  return { rule, what, type: "Instance", set: [[key, value]] };
};

const database: readonly Mistake[] = [
  inDatabase("rds-encrypted", "storageEncrypted", false),
  inDatabase("rds-not-public", "publiclyAccessible", true),
  inDatabase("rds-multi-az", "multiAz", false),
  inDatabase("rds-backup-retention", "backupRetentionPeriod", 0),
  inDatabase("rds-deletion-protection", "deletionProtection"),
  inDatabase("rds-iam-auth", "iamDatabaseAuthenticationEnabled"),
  inDatabase("rds-minor-upgrades", "autoMinorVersionUpgrade", false),
  inDatabase("rds-logs", "enabledCloudwatchLogsExports"),
  inDatabase("rds-enhanced-monitoring", "monitoringInterval", 0),
  inDatabase("rds-performance-insights", "performanceInsightsEnabled", false),
  inDatabase("rds-ca-current", "caCertIdentifier", "rds-ca-2019"),
  inDatabase("rds-copy-tags", "copyTagsToSnapshot"),
  inDatabase("rds-final-snapshot", "finalSnapshotIdentifier"),
  inDatabase("rds-no-apply-immediately-in-production", "applyImmediately", true),
  inDatabase("rds-managed-password", "password", "Tq8vK2mXw0"),
  { rule: "rds-force-ssl", what: "TLS as a wish", type: "ParameterGroup", set: [["parameters.0.value", "0"]] },
  {
    rule: "security-group-not-open",
    what: "a database open to the world",
    type: "SecurityGroup",
    set: [["ingress.0.cidrBlocks", ["0.0.0.0/0"]]],
  },
  { rule: "stateful-resources-protected", what: "a database without protection", type: "Instance", unprotected: true },
];

const bucket: readonly Mistake[] = [
  {
    rule: "s3-block-public",
    what: "public ACLs",
    type: "BucketPublicAccessBlock",
    name: "bucket-public-access",
    set: [["blockPublicAcls", false]],
  },
  { rule: "s3-tls-only", what: "no policy", type: "BucketPolicy", name: "bucket-policy", drop: true },
  { rule: "s3-tls-only", what: "no policy of the logs", type: "BucketPolicy", name: "logs-policy", drop: true },
  { rule: "s3-versioning", what: "no versions", type: "BucketVersioning", name: "bucket-versioning", drop: true },
  {
    rule: "s3-encryption",
    what: "a key of AWS",
    type: "BucketServerSideEncryptionConfiguration",
    name: "bucket-encryption",
    set: [["rules.0.applyServerSideEncryptionByDefault.sseAlgorithm", "AES256"]],
  },
  { rule: "s3-access-logs", what: "no access logs", type: "BucketLogging", drop: true },
  {
    rule: "s3-lifecycle-aborts-uploads",
    what: "unfinished uploads that stay",
    type: "BucketLifecycleConfiguration",
    name: "bucket-lifecycle",
    set: [["rules.0.status", "Disabled"]],
  },
  { rule: "s3-no-acl", what: "an ACL", type: "Bucket", name: "store-bucket", set: [["acl", "public-read"]] },
  { rule: "s3-no-force-destroy", what: "forceDestroy", type: "Bucket", name: "logs", set: [["forceDestroy", true]] },
  {
    rule: "stateful-resources-protected",
    what: "an unprotected key",
    type: "Key",
    name: "store-key",
    unprotected: true,
  },
  {
    rule: "scheduler-uses-object-store",
    what: "files on local disks",
    type: "ConfigMap",
    name: "configs",
    set: [[["data", "common.properties"], "resource.storage.type=LOCAL"]],
  },
];

const roleOf = (name: string) =>
  manifest(
    "v1",
    "ServiceAccount",
    name,
    {},
    { annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/a" } },
  );

const rights: readonly Mistake[] = [
  { rule: "iam-no-wildcards", what: "every right", type: "UserPolicy", set: [["policy", policy("s3:*", "arn:x")]] },
  {
    rule: "iam-no-privilege-escalation",
    what: "a right to pass roles",
    type: "UserPolicy",
    set: [["policy", policy("iam:PassRole", "arn:aws:iam::123456789012:role/*")]],
  },
  {
    rule: "iam-trust-not-open",
    what: "a role for everybody",
    type: "iam/role:Role",
    set: [["assumeRolePolicy", '{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":"*"}]}']],
  },
  {
    rule: "irsa-trust-names-one-service-account",
    what: "a role for every pod",
    type: "iam/role:Role",
    set: [["assumeRolePolicy", trust({ StringLike: { "oidc.example.com:sub": "system:serviceaccount:data:*" } })]],
  },
  {
    rule: "one-role-per-component",
    what: "a role that two share",
    type: "ParameterGroup",
    add: [roleOf("one"), roleOf("two")],
  },
];

const pod = "spec.template.spec";

/** What people ask about first: logs, replicas, budgets, network, all beside AWS. */
const environment: readonly Mistake[] = [
  {
    rule: "persistent-logs",
    what: "logs of workers on an emptyDir",
    type: "StatefulSet",
    name: "worker",
    set: [["spec.volumeClaimTemplates", []]],
  },
  {
    rule: "replicas-within-role-limits",
    what: "60 workers",
    type: "StatefulSet",
    name: "worker",
    set: [["spec.replicas", 60]],
  },
  {
    rule: "scaler-within-role-limits",
    what: "15 API servers by the autoscaler",
    type: "HorizontalPodAutoscaler",
    set: [["spec.maxReplicas", 15]],
  },
  { rule: "require-pdb", what: "no budget", type: "PodDisruptionBudget", name: "-worker", drop: true },
  {
    rule: "quorum-safe-pdb",
    what: "two registry members away",
    type: "PodDisruptionBudget",
    name: "registry-budget",
    set: [["spec.maxUnavailable", 2]],
  },
  {
    rule: "dangling-network-policy",
    what: "a policy for pods that nobody makes",
    type: "NetworkPolicy",
    name: "flows-worker",
    set: [[["spec", "podSelector", "matchLabels", "app.kubernetes.io/component"], "workers"]],
  },
  {
    rule: "external-database-in-production",
    what: "a database in the cluster",
    type: "StatefulSet",
    name: "registry-server",
    set: [[`${pod}.containers.0.image`, "postgres:16.4"]],
  },
  {
    rule: "spread-across-nodes",
    what: "masters on one node",
    type: "StatefulSet",
    name: "master",
    set: [[`${pod}.affinity`], [`${pod}.topologySpreadConstraints`]],
  },
  {
    rule: "no-static-replicas-with-scaler",
    what: "a number beside the autoscaler",
    type: "Deployment",
    name: "api",
    set: [["spec.replicas", 2], [["metadata", "annotations", "dolphinpod.io/replicas"]]],
  },
  { rule: "ingress-tls", what: "plain HTTP", type: "Ingress", set: [["spec.tls", []]] },
];

export const mistakes: readonly Mistake[] = [...database, ...bucket, ...rights, ...environment];
