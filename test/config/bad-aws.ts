import { type BadInput, bad, cloud, dev } from "./base.ts";

const subnet = "subnet-0123456789abcdef0";
const database = (more: object) => ({ ...cloud, database: { ...cloud.database, ...more } });
const store = (more: object) => ({ ...cloud, objectStore: { ...cloud.objectStore, ...more } });
const aws = (more: object) => ({ ...cloud, aws: { ...cloud.aws, ...more } });
const newest = { ...cloud, version: "3.4.2" };
const without = (section: "aws" | "database", option: string) => ({
  ...cloud,
  [section]: Object.fromEntries(Object.entries(cloud[section]).filter(([key]) => key !== option)),
});

export const badAws: readonly BadInput[] = [
  bad("an environment in no region", without("aws", "region"), "aws.region", /region: eu-central-1/),
  bad("an environment in anybody's account", without("aws", "account"), "aws.account", /account: "123456789012"/),
  bad("a zone for a region", aws({ region: "eu-central-1a" }), "aws.region", /eu-central-1/),
  bad("an account that lost its zeros", aws({ account: 1234567890 }), "aws.account", /123456789012/),
  bad("a tag of AWS's own", aws({ tags: { "aws:owner": "x" } }), "aws.tags.aws:owner", /example tags: \{"cost-center/),
  bad(
    "more tags than AWS takes",
    aws({ tags: Object.fromEntries(Array.from({ length: 48 }, (_, index) => [`t${index}`, "x"])) }),
    "aws.tags",
    /Remove 1\./,
  ),
  bad("a tag of ours", aws({ tags: { environment: "x" } }), "aws.tags.environment", /cost-center/),
  bad("a prefix with two dashes", aws({ prefix: "dolphin--prod" }), "aws.prefix", /dolphin-prod/),
  bad("a namespace that AWS cannot repeat", { ...cloud, namespace: "2nd-team" }, "aws.prefix", /prefix: dolphin-prod/),
  bad("a database in no network", without("database", "vpc"), "database.vpc", /vpc-0123/),
  bad("a database without subnets", without("database", "subnets"), "database.subnets", /subnet-0123/),
  bad("a database open to nobody", without("database", "clusterSecurityGroup"), "database.clusterSecurityGroup", /sg-/),
  bad("a database nobody can verify", without("database", "caBundle"), "database.caBundle", /configMap: rds-ca/),
  bad("one subnet", database({ subnets: [subnet] }), "database.subnets", /subnets: \["subnet-/),
  bad(
    "the same subnet twice",
    database({ subnets: [subnet, subnet] }),
    "database.subnets",
    /another availability zone/,
  ),
  bad("a subnet by name", database({ subnets: ["private-a", subnet] }), "database.subnets.0", /subnet-0123/),
  bad("a VPC's range", database({ vpc: "10.0.0.0/16" }), "database.vpc", /vpc-0123/),
  bad(
    "a security group's ARN",
    database({ clusterSecurityGroup: "arn:aws:sg" }),
    "database.clusterSecurityGroup",
    /sg-0/,
  ),
  bad("no backups in production", database({ backupDays: 0 }), "database.backupDays", /backupDays: 14/),
  bad("more backups than AWS keeps", database({ backupDays: 36 }), "database.backupDays", /14/),
  bad("production in one zone", database({ availability: "single-az" }), "database.availability", /Remove the line/),
  bad("a window without an end", database({ backupWindow: "01:00" }), "database.backupWindow", /01:00-02:00/),
  bad("a window of a minute", database({ backupWindow: "01:00-01:01" }), "database.backupWindow", /01:00-02:00/),
  bad("an hour that does not exist", database({ backupWindow: "24:00-25:00" }), "database.backupWindow", /01:00-02:00/),
  bad(
    "a day that does not exist",
    database({ maintenanceWindow: "son:03:00-son:04:00" }),
    "database.maintenanceWindow",
    /sun:03:00/,
  ),
  bad(
    "maintenance of two days",
    database({ maintenanceWindow: "sat:03:00-mon:00:00" }),
    "database.maintenanceWindow",
    /sun:03:00/,
  ),
  bad(
    "maintenance during the backup",
    database({ maintenanceWindow: "wed:01:30-wed:02:30" }),
    "database.maintenanceWindow",
    /Move one/,
  ),
  bad(
    "a limit below the size",
    database({ storage: "200Gi", storageLimit: "100Gi" }),
    "database.storageLimit",
    /storageLimit: 400Gi/,
  ),
  bad(
    "a limit that leaves no room",
    database({ storage: "100Gi", storageLimit: "105Gi" }),
    "database.storageLimit",
    /storageLimit: 200Gi/,
  ),
  bad("half a GiB", database({ storage: "20.5Gi" }), "database.storage", /storage: 21Gi/),
  bad("less than RDS has", database({ storage: "5Gi" }), "database.storage", /storage: 20Gi/),
  bad(
    "a storage class of the cluster",
    database({ storage: { size: "100Gi", storageClass: "gp3" } }),
    "database.storage",
    /storage: 100Gi/,
  ),
  bad("a class of EC2", database({ instanceClass: "m7g.large" }), "database.instanceClass", /db\.m7g\.large/),
  bad(
    "a class that AWS has not",
    database({ instanceClass: "db.nonsense.large" }),
    "database.instanceClass",
    /db\.m7g/,
  ),
  bad("a user that AWS refuses", database({ username: "_ds" }), "database.username", /username: dolphinscheduler/),
  bad("a database that AWS refuses", database({ database: "_ds" }), "database.database", /database: dolphin/),
  bad(
    "certificates that are not there",
    database({ caBundle: { file: "none.pem" } }),
    "database.caBundle.file",
    /Mend/,
  ),
  bad("a page for certificates", database({ caBundle: { file: "README.md" } }), "database.caBundle.file", /download/),
  bad("a minor version", database({ engineVersion: "16.4" }), "database.engineVersion", /"16"/),
  bad(
    "the administrator of RDS",
    database({ username: "rdsadmin" }),
    "database.username",
    /username: dolphinscheduler/,
  ),
  bad("a template for a database", database({ database: "template1" }), "database.database", /database: dolphin/),
  bad("an image for RDS", database({ image: "postgres:16.4" }), "database.image", /backend: in-cluster/),
  bad("trust without a check", database({ sslMode: "require" }), "database.sslMode", /backend: existing/),
  bad("a VPC for a pod", { ...dev, database: { vpc: "vpc-01234567" } }, "database.vpc", /backend: rds/),
];

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const dayOf = 24 * 60;
const restore = (restoreFrom: object, more: object = {}) => database({ restoreFrom, ...more });

export const badRestores: readonly BadInput[] = [
  bad(
    "a restore from the future",
    restore({ pointInTime: "2999-01-01T00:00:00Z" }),
    "database.restoreFrom.pointInTime",
    /Mend the date/,
  ),
  bad(
    "a restore from before its backups",
    restore({ pointInTime: ago(15 * dayOf) }),
    "database.restoreFrom.pointInTime",
    /later time or a snapshot/,
  ),
  bad(
    "a restore from before anybody's backups",
    restore({ pointInTime: ago(36 * dayOf), source: "old" }),
    "database.restoreFrom.pointInTime",
    /later time or a snapshot/,
  ),
  bad(
    "a restore from a minute ago",
    restore({ pointInTime: ago(1) }),
    "database.restoreFrom.pointInTime",
    /Mend the date/,
  ),
  bad(
    "a restore without backups",
    { ...restore({ pointInTime: ago(60) }, { backend: "rds", backupDays: 0 }), class: "dev" },
    "database.restoreFrom.pointInTime",
    /Name a snapshot/,
  ),
  bad("a restore from a day", restore({ pointInTime: "2026-01-31" }), "database.restoreFrom.pointInTime", /09:55:00Z/),
  bad("a restore from nowhere", restore({ serve: "restored" }), "database.restoreFrom", /pointInTime/),
  bad(
    "a restore from two sources",
    restore({ snapshot: "rds:a", pointInTime: "2026-01-31T09:55:00Z" }),
    "database.restoreFrom",
    /pointInTime/,
  ),
  bad(
    "a restore that is done",
    restore({ snapshot: "rds:before" }, { instance: "dolphin-database-restored-7fbbe0a8" }),
    "database.restoreFrom",
    /Remove restoreFrom/,
  ),
  bad("a restore of a pod", { ...dev, database: { restoreFrom: { snapshot: "a" } } }, "database.restoreFrom", /rds/),
];

export const badBuckets: readonly BadInput[] = [
  bad("everybody's bucket", { ...cloud, objectStore: {} }, "objectStore.bucket", /acme-dolphinscheduler-prod/),
  bad("a bucket with dots", store({ bucket: "data.acme.com" }), "objectStore.bucket", /acme-dolphin/),
  bad("a bucket in capitals", store({ bucket: "Acme" }), "objectStore.bucket", /bucket: "dolphinscheduler"/),
  bad("a bucket that S3 keeps for itself", store({ bucket: "acme-s3alias" }), "objectStore.bucket", /acme-dolphin/),
  bad("a bucket without room for its logs", store({ bucket: "a".repeat(60) }), "objectStore.bucket", /acme-dolphin/),
  bad(
    "a bucket that logs itself",
    store({ accessLogs: { bucket: cloud.objectStore.bucket } }),
    "objectStore.accessLogs.bucket",
    /leave accessLogs out/,
  ),
  bad("no days for logs", store({ taskLogDays: 0 }), "objectStore.taskLogDays", /90/),
  bad("IRSA", store({ access: "irsa" }), "objectStore.access", /access: iam-user/),
  bad(
    "IRSA with the newest version",
    { ...store({ access: "irsa" }), version: newest.version },
    "objectStore.access",
    /iam-user/,
  ),
  bad("Pod Identity", store({ access: { kind: "pod-identity" } }), "objectStore.access", /access: iam-user/),
  bad(
    "an instance profile for a version without",
    { ...store({ access: { kind: "instance-profile", nodeRole: "nodes" } }), version: "3.2.2" },
    "objectStore.access",
    /access: iam-user/,
  ),
  bad(
    "an instance profile that no pod reaches",
    { ...newest, objectStore: { ...cloud.objectStore, access: { kind: "instance-profile", nodeRole: "nodes" } } },
    "isolation.egress",
    /169\.254\.169\.254/,
  ),
  bad("an instance profile of no node", store({ access: "instance-profile" }), "objectStore.access", /iam-user/),
  bad("a slip", store({ access: "iam-users" }), "objectStore.access", /iam-user/),
  bad(
    "a region that the application does not know",
    { ...cloud, aws: { ...cloud.aws, region: "eu-central-2" } },
    "aws.region",
    /another region/,
  ),
  bad("a volume for S3", store({ storage: "20Gi" }), "objectStore.storage", /backend: minio/),
];
