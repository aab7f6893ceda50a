import { RdsDatabase } from "../../components/database/rds/index.ts";
import { aws, awsOutputs, inAws, keyArn, untagged } from "../aws/fixtures.ts";
import { find, generated, kinds, openInputs, type Registration, record } from "../binding/fixtures.ts";
import { args, rds, register } from "./rds-fixtures.ts";

let registrations: Registration[];
beforeEach(() => {
  registrations = record(awsOutputs);
});
afterEach(() => jest.restoreAllMocks());

test("one instance is registered with everything around it", async () => {
  await register();
  expect(kinds(registrations)).toEqual([
    "Alias",
    "Instance",
    "Key",
    "ParameterGroup",
    "RandomPassword",
    "RdsDatabase",
    "Role",
    "RolePolicyAttachment",
    "SecretPatch",
    "SecurityGroup",
    "Service",
    "SubnetGroup",
  ]);
});

test("the instance is asked for with exactly these arguments", async () => {
  await register();
  expect(openInputs(find(registrations, "db-shop-prod-database"))).toEqual({
    allocatedStorage: 100,
    allowMajorVersionUpgrade: false,
    applyImmediately: false,
    autoMinorVersionUpgrade: true,
    backupRetentionPeriod: 14,
    backupWindow: "01:00-02:00",
    caCertIdentifier: "rds-ca-rsa2048-g1",
    copyTagsToSnapshot: true,
    dbName: "scheduler",
    dbSubnetGroupName: "shop-prod-database",
    deleteAutomatedBackups: false,
    deletionProtection: true,
    enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
    engine: "postgres",
    engineVersion: "16",
    finalSnapshotIdentifier: "shop-prod-database-final",
    iamDatabaseAuthenticationEnabled: true,
    identifier: "shop-prod-database",
    instanceClass: "db.m7g.large",
    kmsKeyId: keyArn("db-key"),
    maintenanceWindow: "sun:03:00-sun:04:00",
    maxAllocatedStorage: 500,
    monitoringInterval: 60,
    monitoringRoleArn: "arn:aws:iam::123456789012:role/db-monitoring",
    multiAz: true,
    parameterGroupName: "shop-prod-database-postgres16",
    password: generated("db-password"),
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: keyArn("db-key"),
    performanceInsightsRetentionPeriod: 7,
    port: 5432,
    publiclyAccessible: false,
    skipFinalSnapshot: false,
    storageEncrypted: true,
    storageType: "gp3",
    tags: aws.tags,
    username: "dolphin",
    vpcSecurityGroupIds: ["db-firewall-id"],
  });
});

test.each<[string, string, Record<string, unknown>]>([
  [
    "a key of its own, renewed every year, whose deletion can be taken back",
    "db-key",
    {
      deletionWindowInDays: 30,
      description: "Scheduler's database shop-prod",
      enableKeyRotation: true,
      tags: aws.tags,
    },
  ],
  ["a name for the key", "db-key-alias", { name: "alias/shop-prod-database", targetKeyId: "db-key-key-id" }],
  [
    "the private subnets, in a stable order",
    "db-subnets",
    {
      description: "Private subnets of the scheduler's database shop-prod",
      name: "shop-prod-database",
      subnetIds: ["subnet-a", "subnet-b"],
      tags: aws.tags,
    },
  ],
  [
    "a way in for the cluster on one port, and no way out",
    "db-firewall",
    {
      description: "Scheduler's database shop-prod: PostgreSQL from the cluster",
      egress: [],
      ingress: [
        {
          description: "PostgreSQL from the cluster",
          fromPort: 5432,
          protocol: "tcp",
          securityGroups: ["sg-0123456789abcdef0"],
          toPort: 5432,
        },
      ],
      name: "shop-prod-database",
      tags: aws.tags,
      vpcId: "vpc-0123456789abcdef0",
    },
  ],
  [
    "a parameter group that refuses clients without TLS",
    "db-parameters-16",
    {
      description: "Scheduler's database shop-prod: clients without TLS are refused",
      family: "postgres16",
      name: "shop-prod-database-postgres16",
      parameters: [{ applyMethod: "immediate", name: "rds.force_ssl", value: "1" }],
      tags: aws.tags,
    },
  ],
  [
    "the rights of enhanced monitoring",
    "db-monitoring-policy",
    {
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
      role: "shop-prod-database-monitoring",
    },
  ],
])("around the instance there is %s", async (_, name, inputs) => {
  await register();
  expect(find(registrations, name).inputs).toEqual(inputs);
});

test("monitoring trusts RDS alone, for this instance of this account", async () => {
  await register();
  const { assumeRolePolicy, ...rest } = find(registrations, "db-monitoring").inputs;
  expect(rest).toEqual({
    description: "Enhanced monitoring of the scheduler's database shop-prod",
    name: "shop-prod-database-monitoring",
    tags: aws.tags,
  });
  expect(JSON.parse(assumeRolePolicy)).toEqual({
    Statement: [
      {
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: {
            "aws:SourceAccount": "123456789012",
            "aws:SourceArn": ["arn:aws:rds:eu-central-1:123456789012:db:shop-prod-database"],
          },
        },
        Effect: "Allow",
        Principal: { Service: "monitoring.rds.amazonaws.com" },
      },
    ],
    Version: "2012-10-17",
  });
});

test.each<[string, string, unknown]>([
  ["the data are encrypted", "storageEncrypted", true],
  ["by a key of their own", "kmsKeyId", keyArn("db-key")],
  ["nobody outside the VPC finds it", "publiclyAccessible", false],
  ["a standby takes over", "multiAz", true],
  ["backups reach back", "backupRetentionPeriod", 14],
  ["they outlive the instance", "deleteAutomatedBackups", false],
  ["nobody deletes it by mistake", "deletionProtection", true],
  ["whoever deletes it keeps a snapshot", "skipFinalSnapshot", false],
  ["whose name is known", "finalSnapshotIdentifier", "shop-prod-database-final"],
  ["snapshots say whose they are", "copyTagsToSnapshot", true],
  ["people sign in by IAM", "iamDatabaseAuthenticationEnabled", true],
  ["faults are mended", "autoMinorVersionUpgrade", true],
  ["at a time that is known", "maintenanceWindow", "sun:03:00-sun:04:00"],
  ["and nothing restarts by day", "applyImmediately", false],
  ["no major version comes by mistake", "allowMajorVersionUpgrade", false],
  ["the certificate leads to a current CA", "caCertIdentifier", "rds-ca-rsa2048-g1"],
  ["clients without TLS are refused", "parameterGroupName", "shop-prod-database-postgres16"],
  ["logs leave the instance", "enabledCloudwatchLogsExports", ["postgresql", "upgrade"]],
  ["the operating system is watched", "monitoringInterval", 60],
  ["queries are watched", "performanceInsightsEnabled", true],
  ["encrypted", "performanceInsightsKmsKeyId", keyArn("db-key")],
  ["a full disk grows", "maxAllocatedStorage", 500],
])("by default %s (%s)", async (_, property, value) => {
  await register();
  expect(find(registrations, "db-shop-prod-database").inputs[property]).toEqual(value);
});

test("retained, nothing in AWS goes with the stack, and removing it is refused, except for an old parameter group", async () => {
  await register();
  const names = (of: Registration[]) => of.map(({ name }) => name).sort();
  expect(names(inAws(registrations).filter(({ protect }) => !protect))).toEqual(["db-parameters-16"]);
  expect(inAws(registrations).filter(({ retainOnDelete }) => !retainOnDelete)).toEqual([]);
  expect(find(registrations, "db-binding")).toMatchObject({ protect: false, retainOnDelete: true });
});

test("an environment that is meant to go away can, and leaves a snapshot", async () => {
  await register({ deletion: "delete" });
  expect(registrations.filter(({ protect, retainOnDelete }) => protect || retainOnDelete)).toEqual([]);
  expect(find(registrations, "db-shop-prod-database").inputs).toMatchObject({
    deletionProtection: false,
    skipFinalSnapshot: false,
  });
});

test("every resource in AWS that can have tags has them", async () => {
  await register();
  const tagged = inAws(registrations).filter(({ type }) => !untagged.test(type));
  expect(tagged.length).toBeGreaterThanOrEqual(6);
  for (const { inputs } of tagged) expect(inputs.tags).toEqual(aws.tags);
});

test("regions of other partitions have their own ARNs", async () => {
  await register({ aws: { ...aws, region: "cn-north-1" } });
  expect(find(registrations, "db-monitoring-policy").inputs.policyArn).toMatch(/^arn:aws-cn:iam::aws:policy/);
  expect(find(registrations, "db-monitoring").inputs.assumeRolePolicy).toContain("arn:aws-cn:rds:cn-north-1:");
});

test("every wrong argument is named in one error", () => {
  const wrong = { ...rds, storageLimitGiB: 100, subnets: ["a", "a"], username: "postgres" };
  expect(() => new RdsDatabase("db", { ...args, spec: wrong })).toThrow(
    /RdsDatabase "db": .*spec\.username.*spec\.subnets: .*spec\.storageLimitGiB: 100/,
  );
});
