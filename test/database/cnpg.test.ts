import * as pulumi from "@pulumi/pulumi";
import { CloudNativePgDatabase } from "../../components/database/cnpg/index.ts";
import { cluster, schedule, scheduledBackup } from "../../components/database/cnpg/objects.ts";
import { backupEndpoint } from "../../components/database/endpoint.ts";
import { type CloudNativePgSpec, createDatabase } from "../../components/database/index.ts";
import {
  find,
  generated,
  kinds,
  plainData,
  type Registration,
  record,
  resources,
  storage,
} from "../binding/fixtures.ts";

const spec: CloudNativePgSpec = {
  apiServer: undefined,
  backend: "cloudnative-pg",
  backups: { days: 14, store: { kind: "own" }, time: "01:30" },
  database: "scheduler",
  image: "ghcr.io/cloudnative-pg/postgresql:16.10-system-trixie",
  instances: 3,
  operatorNamespace: "cnpg-system",
  passwordVersion: 2,
  resources,
  storage,
  username: "dolphin",
};
const target = {
  bucket: "files",
  folder: "database-backups",
  endpoint: "http://shop-minio.data.svc:9000",
  secretName: "shop-object-store",
};
const args = { deletion: "retain", instance: "shop", namespace: "data", spec, target, targetReady: [] } as const;
const specOf = (more: Partial<CloudNativePgSpec> = {}) => cluster({ ...args, spec: { ...spec, ...more } }).spec;

let registrations: Registration[];
beforeEach(() => {
  registrations = record();
});
afterEach(() => jest.restoreAllMocks());

async function create(more: Partial<ConstructorParameters<typeof CloudNativePgDatabase>[1]> = {}) {
  const made = new CloudNativePgDatabase("database", { ...args, ...more });
  await pulumi.runtime.disconnect();
  return made;
}

test("consumers verify the name of the primary's Service with the operator's authority, and see only its certificate", async () => {
  const { binding } = await create();
  expect(binding).toEqual({
    caBundle: { key: "ca.crt", secretName: "shop-database-ca" },
    parameters: { sslmode: "verify-full", sslrootcert: "/etc/dolphinpod/database-ca/ca.pem" },
    revision: "2",
    secretName: "shop-database",
    type: "postgresql",
  });
});

test("the binding's Secret is the operator's too, which looks at it again when it changes", async () => {
  await create();
  const secret = find(registrations, "database-binding");
  expect(plainData(secret)).toEqual({
    database: "scheduler",
    host: "shop-database-rw.data.svc",
    password: generated("database-password"),
    port: "5432",
    provider: "cloudnative-pg",
    type: "postgresql",
    username: "dolphin",
  });
  expect(secret.inputs.type).toBe("kubernetes.io/basic-auth");
  expect(secret.inputs.metadata.labels["cnpg.io/reload"]).toBe("true");
  expect(specOf().bootstrap.initdb).toMatchObject({
    database: "scheduler",
    owner: "dolphin",
    secret: { name: "shop-database" },
  });
});

test("the password is in the Secret and in nothing else", async () => {
  await create();
  const others = JSON.stringify(registrations.filter(({ name }) => name !== "database-binding"));
  const password = generated("database-password");
  expect(others).not.toContain(password);
  expect(others).not.toContain(Buffer.from(password).toString("base64"));
});

test("a retained cluster and its backups go on when the stack is destroyed, and are taken over when it returns", async () => {
  await create();
  expect(kinds(registrations)).toEqual([
    "CloudNativePgDatabase",
    "ClusterPatch",
    "RandomPassword",
    "ScheduledBackupPatch",
    "SecretPatch",
  ]);
  for (const [name, kind] of [
    ["database-cluster", "Cluster"],
    ["database-backups", "ScheduledBackup"],
  ] as const) {
    const made = find(registrations, name);
    expect(made.retainOnDelete).toBe(true);
    expect(made.aliasTypes).toContain(`kubernetes:postgresql.cnpg.io/v1:${kind}`);
    expect(made.inputs.metadata.annotations["pulumi.com/patchForce"]).toBe("true");
  }
});

test("with deletion delete they are ordinary objects that go with the stack", async () => {
  await create({ deletion: "delete" });
  const made = find(registrations, "database-cluster");
  expect([made.type, made.retainOnDelete]).toEqual(["kubernetes:postgresql.cnpg.io/v1:Cluster", false]);
  expect(made.inputs.metadata.annotations).not.toHaveProperty("pulumi.com/patchForce");
});

test("consumers wait for instances that are ready, which wait for the Secret", async () => {
  const { ready } = await create();
  expect(ready).toHaveLength(2);
  const made = find(registrations, "database-cluster");
  expect(made.dependsOn).toEqual(expect.arrayContaining(["database-binding"]));
  expect(made.inputs.metadata.annotations["pulumi.com/waitFor"]).toBe("condition=Ready");
  expect(find(registrations, "database-backups").dependsOn).toContain("database-cluster");
});

test("nobody connects in plain text, and the superuser not at all over the network", () => {
  const { enableSuperuserAccess, postgresql } = specOf();
  expect(postgresql.pg_hba).toEqual(["hostnossl all all all reject"]);
  expect(enableSuperuserAccess).toBe(false);
});

test("instances never share a node, and spread over zones", () => {
  const { affinity, topologySpreadConstraints } = specOf();
  expect(affinity).toMatchObject({ podAntiAffinityType: "required", topologyKey: "kubernetes.io/hostname" });
  expect(topologySpreadConstraints).toMatchObject([
    {
      labelSelector: { matchLabels: { "cnpg.io/cluster": "shop-database", "cnpg.io/podRole": "instance" } },
      topologyKey: "topology.kubernetes.io/zone",
    },
  ]);
});

test("a commit is on a second instance, and a single one blocks no drain", () => {
  expect(specOf()).toMatchObject({ enablePDB: true, postgresql: { synchronous: { method: "any", number: 1 } } });
  expect(specOf({ instances: 1 }).enablePDB).toBe(false);
  expect(specOf({ instances: 1 }).postgresql).not.toHaveProperty("synchronous");
});

test("the server's settings follow the memory limit, and leave the addresses to the operator", () => {
  expect(specOf().postgresql.parameters).toEqual({ max_connections: "256", shared_buffers: "256MB" });
});

test("the volume takes the storage class that is named, and the cluster's where none is", () => {
  expect(specOf().storage).toEqual({ size: "8Gi" });
  expect(specOf({ storage: { size: "9Gi", storageClass: "gp3" } }).storage).toEqual({
    size: "9Gi",
    storageClass: "gp3",
  });
});

test("backups go beside the files with the store's key by reference, and AWS needs no endpoint", () => {
  expect(specOf().backup).toEqual({
    barmanObjectStore: {
      data: { compression: "gzip" },
      destinationPath: "s3://files/database-backups",
      endpointURL: "http://shop-minio.data.svc:9000",
      s3Credentials: {
        accessKeyId: { key: "access-key-id", name: "shop-object-store" },
        region: { key: "region", name: "shop-object-store" },
        secretAccessKey: { key: "secret-access-key", name: "shop-object-store" },
      },
      wal: { compression: "gzip" },
    },
    retentionPolicy: "14d",
  });
  const aws = cluster({ ...args, target: { ...target, endpoint: undefined } });
  expect(aws.spec.backup.barmanObjectStore).not.toHaveProperty("endpointURL");
});

test.each([
  ["00:00", "0 0 0 * * *"],
  ["01:30", "0 30 1 * * *"],
  ["23:09", "0 9 23 * * *"],
])("a backup at %s is %s in the operator's six fields", (time, expected) => {
  expect(schedule({ ...spec.backups, time })).toBe(expected);
});

test("the first backup is made at once", () => {
  expect(scheduledBackup(args).spec).toMatchObject({
    cluster: { name: "shop-database" },
    immediate: true,
    method: "barmanObjectStore",
  });
});

test.each([
  [undefined, 443],
  ["https://s3.example.com", 443],
  ["http://s3.example.com", 80],
  ["https://s3.example.com:9000", 9000],
])("the way to backups at %s is open on port %d", (endpoint, port) => {
  const store = { bucket: "b", cidr: "10.0.0.0/8", endpoint, folder: "f", kind: "given", secretName: "s" } as const;
  expect(backupEndpoint(store)).toEqual({ cidr: "10.0.0.0/8", kind: "address", port });
});

test("every wrong argument is reported at once", () => {
  const wrong: CloudNativePgSpec = {
    ...spec,
    backups: { ...spec.backups, days: 0, time: "1:30" },
    database: "template1",
    image: "pg:16-minimal-trixie",
    instances: 1.5,
    username: "streaming_replica",
  };
  try {
    new CloudNativePgDatabase("database", { ...args, spec: wrong });
    throw new Error("was accepted");
  } catch (error) {
    const paths = (error as pulumi.InputPropertiesError).errors?.map(({ propertyPath }) => propertyPath);
    expect(paths).toEqual(
      ["instances", "backups.days", "backups.time", "username", "database", "image"].map((path) => `spec.${path}`),
    );
  }
});

test("without a bucket that is known the database is refused", async () => {
  await expect(
    createDatabase("database", { aws: undefined, deletion: "retain", instance: "shop", namespace: "data", spec }),
  ).rejects.toThrow(/needs a bucket for its backups/);
});
