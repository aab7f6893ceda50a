import { type BadInput, bad, cloud, dev, prod } from "./base.ts";

const backend = "cloudnative-pg";
const backups = { bucket: "acme-backups", secretName: "backup-store" };
const small = (more: object) => ({ ...dev, database: { backend, ...more } });
const large = (more: object) => ({ ...prod, database: { backend, backups, ...more } });
const inAws = { ...cloud, database: { backend } };

/** What the bad inputs are made from. */
export const goodCloudNativePg: [string, Record<string, unknown>][] = [
  ["cloudnative-pg in dev", small({})],
  ["cloudnative-pg in prod", large({})],
  ["cloudnative-pg in prod, beside the files in S3", inAws],
  ["cloudnative-pg with the key of an existing store", large({ backups: { bucket: "acme-backups" } })],
];

export const badCloudNativePg: readonly BadInput[] = [
  bad("an image without Barman", small({ clusterImage: "pg:16-minimal-trixie" }), "database.clusterImage", /system/),
  bad(
    "an image whose version cannot be seen",
    small({ clusterImage: `registry.example.com/pg@sha256:${"0".repeat(64)}` }),
    "database.clusterImage",
    /16\.10-system/,
  ),
  bad(
    "a version that is a port",
    small({ clusterImage: "registry:5000/pg:newest" }),
    "database.clusterImage",
    /16\.10-system/,
  ),
  bad("no image at all", small({ clusterImage: "postgres" }), "database.clusterImage", /clusterImage:/),
  bad("a database that cannot fail over", large({ instances: 1 }), "database.instances", /instances: 3/),
  bad("two instances in prod", large({ instances: 2 }), "database.instances", /instances: 3/),
  bad("no instance", small({ instances: 0 }), "database.instances", /instances: 3/),
  bad("no backups", small({ backupDays: 0 }), "database.backupDays", /backupDays: 14/),
  bad("backups of a day in prod", large({ backupDays: 1 }), "database.backupDays", /backupDays: 14/),
  bad("a time that is none", small({ backupTime: "24:00" }), "database.backupTime", /01:00/),
  bad(
    "an existing store whose bucket nobody knows",
    { ...prod, database: { backend } },
    "database.backups",
    /bucket: acme-dolphin-backups/,
  ),
  bad(
    "a bucket without a key",
    { ...inAws, database: { backend, backups: { bucket: "acme-backups" } } },
    "database.backups.secretName",
    /Make a Secret/,
  ),
  bad(
    "backups as the node's role",
    {
      ...inAws,
      isolation: { egress: [{ cidr: "169.254.169.254/32", from: ["master", "worker", "api"], ports: [80] }] },
      objectStore: { ...cloud.objectStore, access: { kind: "instance-profile", nodeRole: "nodes" } },
    },
    "database.backups",
    /secretName: backup-store/,
  ),
  bad(
    "a backup in plain text over the wire",
    large({ backups: { ...backups, endpoint: "http://s3.example.com" } }),
    "database.backups.endpoint",
    /https:\/\/s3\.example\.com/,
  ),
  bad(
    "an endpoint with a path",
    small({ backups: { ...backups, endpoint: "https://s3.example.com/b" } }),
    "database.backups.endpoint",
    /endpoint:/,
  ),
  bad("the role of replication", small({ username: "streaming_replica" }), "database.username", /dolphinscheduler/),
  bad("a database of the server's", small({ database: "template1" }), "database.database", /dolphinscheduler/),
  bad("the image of another backend", small({ image: "postgres:16.4" }), "database.image", /backend: in-cluster/),
  bad("instances of another backend", { ...dev, database: { instances: 3 } }, "database.instances", /cloudnative-pg/),
  bad("a Kubernetes API without a range", small({ apiServer: "10.0.0.1" }), "database.apiServer", /10\.0\.0\.1\/32/),
  bad(
    "an operator's namespace that is no name",
    small({ operatorNamespace: "CNPG" }),
    "database.operatorNamespace",
    /cnpg/,
  ),
];
