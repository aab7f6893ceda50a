import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ObjectStore } from "../../components/object-store/index.ts";
import { find, generated, kinds, minio, plainData, type Registration, record } from "../binding/fixtures.ts";

const args = { deletion: "delete", instance: "shop", namespace: "data", spec: minio } as const;

let registrations: Registration[];
beforeEach(() => {
  registrations = record();
});
afterEach(() => jest.restoreAllMocks());

test("minio registers a server, a Job for the bucket, and two Secrets with two generated keys", async () => {
  const store = new ObjectStore("store", args);
  await pulumi.runtime.disconnect();

  expect(kinds(registrations)).toEqual([
    "Job",
    "ObjectStore",
    "RandomPassword",
    "RandomPassword",
    "Secret",
    "Secret",
    "Service",
    "ServiceAccount",
    "ServiceAccount",
    "StatefulSet",
  ]);
  expect(store.binding).toEqual({ revision: "1", secretName: "shop-object-store", type: "s3" });
});

test("the binding's Secret has every key of its specification, and the administrator's is another", async () => {
  new ObjectStore("store", args);
  await pulumi.runtime.disconnect();

  const binding = find(registrations, "store-binding");
  expect(binding.inputs).toMatchObject({ metadata: { name: "shop-object-store" }, type: "servicebinding.io/s3" });
  expect(plainData(binding)).toEqual({
    "access-key-id": "dolphinscheduler",
    bucket: "files",
    endpoint: "http://shop-minio.data.svc:9000",
    provider: "dolphinpod",
    region: "us-east-1",
    "secret-access-key": generated("store-secret-access-key"),
    type: "s3",
  });
  const root = find(registrations, "store-root");
  expect(root.inputs).toMatchObject({ metadata: { name: "shop-minio-root" }, type: "kubernetes.io/basic-auth" });
  expect(plainData(root)).toEqual({ password: generated("store-root-password"), username: "minio-root" });
});

test("generated keys are in the Secrets and in nothing else", async () => {
  new ObjectStore("store", args);
  await pulumi.runtime.disconnect();

  const others = JSON.stringify(registrations.filter(({ type }) => !type.endsWith(":Secret")));
  for (const value of [generated("store-root-password"), generated("store-secret-access-key")]) {
    expect(others).not.toContain(value);
    expect(others).not.toContain(Buffer.from(value).toString("base64"));
  }
});

test("the bucket is made when the server is up, and a consumer waits for the bucket", async () => {
  const namespace = new kubernetes.core.v1.Namespace("namespace");
  const store = new ObjectStore("store", args, { dependsOn: namespace });
  new kubernetes.core.v1.ConfigMap("consumer", {}, { dependsOn: store.ready });
  await pulumi.runtime.disconnect();

  expect(find(registrations, "store-server").dependsOn).toEqual(expect.arrayContaining(["namespace", "store-root"]));
  expect(find(registrations, "store-bucket").dependsOn).toEqual(
    expect.arrayContaining(["namespace", "store-binding", "store-bucket-account", "store-server"]),
  );
  expect([...find(registrations, "consumer").dependsOn].sort()).toEqual(["store-binding", "store-bucket"]);
});

test("retained data keep both Secrets when the stack goes", async () => {
  new ObjectStore("store", { ...args, deletion: "retain" });
  await pulumi.runtime.disconnect();

  expect(
    registrations
      .filter((r) => r.retainOnDelete)
      .map((r) => r.name)
      .sort(),
  ).toEqual(["store-binding", "store-root"]);
});

test("existing registers nothing and hands on the named Secret", async () => {
  const store = new ObjectStore("store", {
    ...args,
    spec: { backend: "existing", cidr: undefined, keyVersion: 4, port: 443, secretName: "given" },
  });
  await pulumi.runtime.disconnect();

  expect(kinds(registrations)).toEqual(["ObjectStore"]);
  expect(store.binding).toEqual({ revision: "4", secretName: "given", type: "s3" });
  expect(store.endpoint).toEqual({ cidr: undefined, kind: "address", port: 443 });
  expect(store.ready).toEqual([]);
});

test("every wrong argument is named in one error", () => {
  const wrong = () => new ObjectStore("store", { ...args, instance: "Shop", spec: { ...minio, bucket: "B" } });
  expect(wrong).toThrow(/ObjectStore "store": instance: "Shop".*spec\.bucket: "B"/);
});

test("another version of the keys is another key of both users, another start of the server and another bucket Job", async () => {
  new ObjectStore("store", args);
  new ObjectStore("rotated", { ...args, spec: { ...minio, keyVersion: 2 } });
  await pulumi.runtime.disconnect();

  const versionOf = (name: string) => find(registrations, name).inputs.keepers.version;
  for (const key of ["root-password", "secret-access-key"]) {
    expect([versionOf(`store-${key}`), versionOf(`rotated-${key}`)]).toEqual(["1", "2"]);
  }
  const annotations = (name: string) => find(registrations, name).inputs.spec.template.metadata.annotations;
  expect(annotations("rotated-server")).toEqual({ "dolphinpod.io/object-store": "2" });
  expect(annotations("rotated-bucket")).toEqual({ "dolphinpod.io/object-store": "2" });
  expect(find(registrations, "rotated-bucket").inputs.metadata.name).not.toBe(
    find(registrations, "store-bucket").inputs.metadata.name,
  );
});
