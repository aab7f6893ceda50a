import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { PostgresBinding } from "../../components/binding/types.ts";
import { Registry } from "../../components/registry/index.ts";
import { find, kinds, plainData, type Registration, record, zookeeper } from "../binding/fixtures.ts";

const database: PostgresBinding = { parameters: {}, secretName: "shop-database", type: "postgresql" };
const args = { database, deletion: "delete", instance: "shop", namespace: "data", spec: zookeeper(3) } as const;

let registrations: Registration[];
beforeEach(() => {
  registrations = record();
});
afterEach(() => jest.restoreAllMocks());

test("three members register an ensemble with two Services, a budget and a binding", async () => {
  const registry = new Registry("registry", args);
  await pulumi.runtime.disconnect();

  expect(kinds(registrations)).toEqual([
    "PodDisruptionBudget",
    "Registry",
    "Secret",
    "Service",
    "Service",
    "ServiceAccount",
    "StatefulSet",
  ]);
  expect(registry.binding).toEqual({ secretName: "shop-registry", type: "zookeeper" });
  const secret = find(registrations, "registry-binding");
  expect(secret.inputs.type).toBe("servicebinding.io/zookeeper");
  expect(plainData(secret)).toEqual({
    "connect-string": "shop-zookeeper.data.svc:2181",
    provider: "dolphinpod",
    type: "zookeeper",
  });
});

test("a single member registers no budget", async () => {
  new Registry("registry", { ...args, spec: zookeeper(1) });
  await pulumi.runtime.disconnect();
  expect(kinds(registrations)).not.toContain("PodDisruptionBudget");
});

test("members start when their names can be found, and a consumer waits for the quorum", async () => {
  const namespace = new kubernetes.core.v1.Namespace("namespace");
  const registry = new Registry("registry", args, { dependsOn: namespace });
  new kubernetes.core.v1.ConfigMap("consumer", {}, { dependsOn: registry.ready });
  await pulumi.runtime.disconnect();

  expect(find(registrations, "registry-server").dependsOn).toEqual(
    expect.arrayContaining(["namespace", "registry-account", "registry-headless"]),
  );
  expect([...find(registrations, "consumer").dependsOn].sort()).toEqual([
    "registry-binding",
    "registry-server",
    "registry-service",
  ]);
});

test("nothing generated is in the Secret, so it goes with the stack even where data stay", async () => {
  new Registry("registry", { ...args, deletion: "retain" });
  await pulumi.runtime.disconnect();

  expect(find(registrations, "registry-binding").retainOnDelete).toBe(false);
  const { inputs } = find(registrations, "registry-server");
  expect(inputs.spec.persistentVolumeClaimRetentionPolicy.whenDeleted).toBe("Retain");
});

test("jdbc registers nothing and hands on the database", async () => {
  const registry = new Registry("registry", { ...args, spec: { backend: "jdbc" } });
  await pulumi.runtime.disconnect();

  expect(kinds(registrations)).toEqual(["Registry"]);
  expect(registry.binding).toEqual({ database, type: "jdbc" });
  expect(registry.endpoint).toBeUndefined();
  expect(registry.ready).toEqual([]);
});

test("existing registers nothing and hands on the named Secret", async () => {
  const registry = new Registry("registry", {
    ...args,
    spec: {
      backend: "existing",
      cidr: "10.0.0.0/24",
      kind: "zookeeper",
      port: 2181,
      secretName: "given",
      signIn: "open",
    },
  });
  await pulumi.runtime.disconnect();

  expect(kinds(registrations)).toEqual(["Registry"]);
  expect(registry.binding).toEqual({ secretName: "given", type: "zookeeper" });
  expect(registry.endpoint).toEqual({ cidr: "10.0.0.0/24", kind: "address", port: 2181 });
});

test("every wrong argument is named in one error", () => {
  const wrong = () => new Registry("registry", { ...args, instance: "Shop", spec: zookeeper(4) });
  expect(wrong).toThrow(/Registry "registry": instance: "Shop".*spec\.members: 4 members .* Try 5\./);
});
