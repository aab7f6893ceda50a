import { extraAws, policy, trust } from "./aws.ts";

import type { Example } from "./example.ts";

const onDatabase = (rule: string, key: string, value?: unknown): Example => ({
  rule,
  on: "database",
  set: [[key, value]],
});

const openGroup = [{ cidrBlocks: ["0.0.0.0/0"], fromPort: 5432, protocol: "tcp", toPort: 5432 }];

export const cloudExamples: readonly Example[] = [
  onDatabase("rds-encrypted", "storageEncrypted", false),
  onDatabase("rds-not-public", "publiclyAccessible", true),
  onDatabase("rds-multi-az", "multiAz"),
  onDatabase("rds-backup-retention", "backupRetentionPeriod", 1),
  onDatabase("rds-deletion-protection", "deletionProtection"),
  onDatabase("rds-iam-auth", "iamDatabaseAuthenticationEnabled"),
  onDatabase("rds-minor-upgrades", "autoMinorVersionUpgrade", false),
  onDatabase("rds-logs", "enabledCloudwatchLogsExports"),
  onDatabase("rds-enhanced-monitoring", "monitoringInterval", 0),
  onDatabase("rds-performance-insights", "performanceInsightsEnabled"),
  onDatabase("rds-ca-current", "caCertIdentifier", "rds-ca-2019"),
  onDatabase("rds-copy-tags", "copyTagsToSnapshot"),
  onDatabase("rds-final-snapshot", "skipFinalSnapshot", true),
  onDatabase("rds-no-apply-immediately-in-production", "applyImmediately", true),
  onDatabase("rds-managed-password", "password", "Tq8vK2mXw0"),
  { rule: "rds-force-ssl", on: "databaseParameters", set: [["parameters", []]] },
  { rule: "security-group-not-open", on: "databaseFirewall", set: [["ingress", openGroup]] },
  { rule: "s3-block-public", on: "bucketAccess", set: [["blockPublicPolicy", false]] },
  { rule: "s3-tls-only", on: "bucket", drop: ["bucketPolicy"] },
  { rule: "s3-versioning", on: "bucketVersioning", set: [["versioningConfiguration.status", "Suspended"]] },
  {
    rule: "s3-encryption",
    on: "bucketEncryption",
    set: [["rules.0.applyServerSideEncryptionByDefault.sseAlgorithm", "AES256"]],
  },
  { rule: "s3-access-logs", on: "bucket", drop: ["bucketLogging"] },
  { rule: "s3-lifecycle-aborts-uploads", on: "bucketLifecycle", set: [["rules", []]] },
  { rule: "s3-no-acl", on: "bucket", set: [["acl", "public-read"]] },
  { rule: "s3-no-force-destroy", on: "bucket", set: [["forceDestroy", true]] },
  {
    rule: "scheduler-uses-object-store",
    on: "settings",
    set: [[["data", "common.properties"], "resource.storage.type=LOCAL"]],
  },
  { rule: "iam-no-wildcards", on: "podPolicy", set: [["policy", policy("s3:*", "arn:aws:s3:::files/*")]] },
  {
    rule: "iam-no-wildcards",
    on: "podRole",
    set: [["managedPolicyArns", ["arn:aws:iam::aws:policy/AdministratorAccess"]]],
  },
  {
    rule: "iam-no-privilege-escalation",
    on: "podPolicy",
    set: [["policy", policy("iam:PassRole", "arn:aws:iam::123456789012:role/*")]],
  },
  { rule: "iam-no-users-or-keys", on: "podRole", add: [extraAws.user] },
  {
    rule: "iam-trust-not-open",
    on: "podRole",
    set: [
      [
        "assumeRolePolicy",
        JSON.stringify({ Statement: [{ Action: "sts:AssumeRole", Effect: "Allow", Principal: "*" }] }),
      ],
    ],
  },
  {
    rule: "irsa-trust-names-one-service-account",
    on: "podRole",
    set: [["assumeRolePolicy", trust({ StringLike: { "oidc.example.com:sub": "system:serviceaccount:data:*" } })]],
  },
  {
    rule: "one-role-per-component",
    on: "workerAccount",
    set: [[["metadata", "annotations", "eks.amazonaws.com/role-arn"], "arn:aws:iam::123456789012:role/scheduler-api"]],
  },
  { rule: "stateful-resources-protected", on: "bucket", unprotected: true },
];
