import { account, keyOf, type Protection, policy } from "./protection.ts";

const databaseArn = `arn:aws:rds:eu-central-1:${account}:db:dolphinscheduler-prod-database`;

const instance: readonly Protection[] = [
  { argument: "allowMajorVersionUpgrade", value: false, missing: "none", weaker: [[true, "none"]] },
  {
    argument: "applyImmediately",
    value: false,
    missing: "none",
    weaker: [[true, "rds-no-apply-immediately-in-production"]],
  },
  {
    argument: "autoMinorVersionUpgrade",
    value: true,
    missing: "rds-minor-upgrades",
    weaker: [[false, "rds-minor-upgrades"]],
  },
  {
    argument: "backupRetentionPeriod",
    value: 14,
    missing: "rds-backup-retention",
    weaker: [[0, "rds-backup-retention"]],
  },
  {
    argument: "caCertIdentifier",
    value: "rds-ca-rsa2048-g1",
    missing: "none",
    weaker: [["rds-ca-2019", "rds-ca-current"]],
  },
  { argument: "copyTagsToSnapshot", value: true, missing: "rds-copy-tags", weaker: [[false, "rds-copy-tags"]] },
  { argument: "dbSubnetGroupName", value: "dolphinscheduler-prod-database", missing: "none" },
  { argument: "deleteAutomatedBackups", value: false, missing: "none", weaker: [[true, "none"]] },
  {
    argument: "deletionProtection",
    value: true,
    missing: "rds-deletion-protection",
    weaker: [[false, "rds-deletion-protection"]],
  },
  {
    argument: "enabledCloudwatchLogsExports",
    value: ["postgresql", "upgrade"],
    missing: "rds-logs",
    weaker: [[[], "rds-logs"]],
  },
  { argument: "finalSnapshotIdentifier", value: "dolphinscheduler-prod-database-final", missing: "rds-final-snapshot" },
  {
    argument: "iamDatabaseAuthenticationEnabled",
    value: true,
    missing: "rds-iam-auth",
    weaker: [[false, "rds-iam-auth"]],
  },
  { argument: "kmsKeyId", value: keyOf("database"), missing: "none" },
  {
    argument: "monitoringInterval",
    value: 60,
    missing: "rds-enhanced-monitoring",
    weaker: [[0, "rds-enhanced-monitoring"]],
  },
  { argument: "multiAz", value: true, missing: "rds-multi-az", weaker: [[false, "rds-multi-az"]] },
  { argument: "parameterGroupName", value: "dolphinscheduler-prod-database-postgres16", missing: "none" },
  { argument: "password", value: "[secret]", missing: "none", weaker: [["Tq8vK2mXw0", "rds-managed-password"]] },
  {
    argument: "performanceInsightsEnabled",
    value: true,
    missing: "rds-performance-insights",
    weaker: [[false, "rds-performance-insights"]],
  },
  { argument: "performanceInsightsKmsKeyId", value: keyOf("database"), missing: "none" },
  { argument: "publiclyAccessible", value: false, missing: "none", weaker: [[true, "rds-not-public"]] },
  { argument: "skipFinalSnapshot", value: false, missing: "none", weaker: [[true, "rds-final-snapshot"]] },
  { argument: "storageEncrypted", value: true, missing: "rds-encrypted", weaker: [[false, "rds-encrypted"]] },
  { argument: "maxAllocatedStorage", value: 500, missing: "none" },
  { argument: "vpcSecurityGroupIds", value: ["sg-00000000000000000"], missing: "none", weaker: [[[], "none"]] },
].map((it) => ({ resource: "-database-dolphinscheduler-prod-database", ...it }) as Protection);

const clusterOnly = {
  description: "PostgreSQL from the cluster",
  fromPort: 5432,
  protocol: "tcp",
  securityGroups: ["sg-0123456789abcdef0"],
  toPort: 5432,
};

const aroundInstance: readonly Protection[] = [
  {
    resource: "-database-firewall",
    argument: "ingress",
    value: [clusterOnly],
    missing: "none",
    weaker: [[[{ ...clusterOnly, cidrBlocks: ["0.0.0.0/0"] }], "security-group-not-open"]],
  },
  {
    resource: "-database-firewall",
    argument: "egress",
    value: [],
    missing: "none",
    weaker: [[[{ cidrBlocks: ["0.0.0.0/0"], fromPort: 0, protocol: "-1", toPort: 0 }], "none"]],
  },
  { resource: "-database-firewall", argument: "vpcId", value: "vpc-0123456789abcdef0", missing: "none" },
  {
    resource: "-database-subnets",
    argument: "subnetIds",
    value: ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"],
    missing: "none",
    weaker: [[["subnet-0123456789abcdef0"], "none"]],
  },
  {
    resource: "-database-parameters-16",
    argument: "parameters",
    value: [{ applyMethod: "immediate", name: "rds.force_ssl", value: "1" }],
    missing: "rds-force-ssl",
    weaker: [[[{ applyMethod: "immediate", name: "rds.force_ssl", value: "0" }], "rds-force-ssl"]],
  },
  {
    resource: "-database-monitoring",
    argument: "assumeRolePolicy",
    value: policy({
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": account, "aws:SourceArn": [databaseArn] } },
      Effect: "Allow",
      Principal: { Service: "monitoring.rds.amazonaws.com" },
    }),
    missing: "none",
    weaker: [[policy({ Action: "sts:AssumeRole", Effect: "Allow", Principal: "*" }), "iam-trust-not-open"]],
  },
  {
    resource: "-database-monitoring-policy",
    argument: "policyArn",
    value: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
    missing: "none",
  },
];

/** The database and what is around it. */
export const ofDatabase: readonly Protection[] = [...instance, ...aroundInstance];
