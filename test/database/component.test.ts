import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { PostgresDatabase } from "../../components/database/index.ts";
import { find, generated, inCluster, kinds, plainData, type Registration, record } from "../binding/fixtures.ts";

const args = { deletion: "delete", instance: "shop", namespace: "data", spec: inCluster } as const;

let registrations: Registration[];
beforeEach(() => {
  registrations = record();
});
afterEach(() => jest.restoreAllMocks());

test("in-cluster registers one server, its account, its Service and its binding", async () => {
  const database = new PostgresDatabase("database", args);
  await pulumi.runtime.disconnect();

  expect(kinds(registrations)).toEqual([
    "PostgresDatabase",
    "RandomPassword",
    "Secret",
    "Service",
    "ServiceAccount",
    "StatefulSet",
  ]);
  expect(database.binding).toEqual({
    parameters: { sslmode: "disable" },
    revision: "1",
    secretName: "shop-database",
    type: "postgresql",
  });
});

test("the binding's Secret has every key of its specification and the generated password", async () => {
  new PostgresDatabase("database", args);
  await pulumi.runtime.disconnect();

  const secret = find(registrations, "database-binding");
  expect(secret.inputs.type).toBe("servicebinding.io/postgresql");
  expect(plainData(secret)).toEqual({
    database: "scheduler",
    host: "shop-postgresql.data.svc",
    password: generated("database-password"),
    port: "5432",
    provider: "dolphinpod",
    type: "postgresql",
    username: "dolphin",
  });
});

test("the password is in the Secret and in nothing else", async () => {
  new PostgresDatabase("database", args);
  await pulumi.runtime.disconnect();

  const others = registrations.filter(({ name }) => name !== "database-binding");
  const password = generated("database-password");
  expect(JSON.stringify(others)).not.toContain(password);
  expect(JSON.stringify(others)).not.toContain(Buffer.from(password).toString("base64"));
});

test("the server waits for its Secret, and all of it for what the component waits for", async () => {
  const namespace = new kubernetes.core.v1.Namespace("namespace");
  new PostgresDatabase("database", args, { dependsOn: namespace });
  await pulumi.runtime.disconnect();

  expect(find(registrations, "database-server").dependsOn).toEqual(
    expect.arrayContaining(["database-account", "database-binding", "namespace"]),
  );
  for (const child of ["database-account", "database-binding", "database-password", "database-service"]) {
    expect(find(registrations, child).dependsOn).toContain("namespace");
  }
});

test("a consumer waits for the Secret, the Service and the server", async () => {
  const database = new PostgresDatabase("database", args);
  new kubernetes.core.v1.ConfigMap("consumer", {}, { dependsOn: database.ready });
  await pulumi.runtime.disconnect();

  expect([...find(registrations, "consumer").dependsOn].sort()).toEqual([
    "database-binding",
    "database-server",
    "database-service",
  ]);
});

test("retained data keep their Secret when the stack goes", async () => {
  new PostgresDatabase("database", { ...args, deletion: "retain" });
  await pulumi.runtime.disconnect();

  expect(find(registrations, "database-binding").retainOnDelete).toBe(true);
  const { inputs } = find(registrations, "database-server");
  expect(inputs.spec.persistentVolumeClaimRetentionPolicy.whenDeleted).toBe("Retain");
});

test("existing registers nothing and hands on the named Secret with its TLS mode", async () => {
  const database = new PostgresDatabase("database", {
    ...args,
    spec: {
      backend: "existing",
      caBundle: undefined,
      cidr: "10.0.0.0/24",
      passwordVersion: 3,
      port: 6432,
      secretName: "given",
      sslMode: "require",
    },
  });
  await pulumi.runtime.disconnect();

  expect(kinds(registrations)).toEqual(["PostgresDatabase"]);
  expect(database.binding).toEqual({
    parameters: { sslmode: "require" },
    revision: "3",
    secretName: "given",
    type: "postgresql",
  });
  expect(database.endpoint).toEqual({ cidr: "10.0.0.0/24", kind: "address", port: 6432 });
  expect(database.ready).toEqual([]);
});

test("every wrong argument is named in one error", () => {
  const wrong = () =>
    new PostgresDatabase("database", { ...args, instance: "Shop", spec: { ...inCluster, username: "postgres" } });
  expect(wrong).toThrow(/PostgresDatabase "database": instance: "Shop".*spec\.username: "postgres"/);
});

test("another version of the password is another password, and a start of the server, which sets it", async () => {
  new PostgresDatabase("database", args);
  const rotated = new PostgresDatabase("rotated", { ...args, spec: { ...inCluster, passwordVersion: 2 } });
  await pulumi.runtime.disconnect();

  expect(find(registrations, "database-password").inputs.keepers).toEqual({ version: "1" });
  expect(find(registrations, "rotated-password").inputs.keepers).toEqual({ version: "2" });
  expect(find(registrations, "rotated-server").inputs.spec.template.metadata.annotations).toEqual({
    "dolphinpod.io/database": "2",
  });
  expect(rotated.binding.revision).toBe("2");
});
