import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { createRegistry } from "../../components/registry/index.ts";
import { etcd, find, kinds, plainData, type Registration, record, zookeeper } from "../binding/fixtures.ts";

const database = { parameters: {}, secretName: "shop-database", type: "postgresql" } as const;
const args = { database, deletion: "retain", instance: "shop", namespace: "data", spec: etcd(3) } as const;

let registrations: Registration[];
beforeEach(() => {
  registrations = record();
});
afterEach(() => jest.restoreAllMocks());

async function make(more: Partial<Parameters<typeof createRegistry>[1]> = {}) {
  const registry = await createRegistry("registry", { ...args, ...more });
  new kubernetes.core.v1.ConfigMap("consumer", {}, { dependsOn: registry.ready });
  await pulumi.runtime.disconnect();
  return registry;
}

test("etcd registers its members, its certificates, its binding and its daily copy", async () => {
  const registry = await make();

  expect(kinds(registrations.filter(({ name }) => name !== "consumer"))).toEqual([
    "Certificate",
    "Certificate",
    "Certificate",
    "CronJob",
    "EtcdRegistry",
    "Issuer",
    "Issuer",
    "PersistentVolumeClaimPatch",
    "PodDisruptionBudget",
    "Secret",
    "Service",
    "Service",
    "ServiceAccount",
    "ServiceAccount",
    "StatefulSet",
  ]);
  expect(registry.binding).toEqual({
    certificates: "shop-registry-client",
    secretName: "shop-registry",
    signIn: "none",
    type: "etcd",
  });
  expect(plainData(find(registrations, "registry-binding"))).toEqual({
    endpoints: "https://shop-etcd.data.svc:2379",
    provider: "dolphinpod",
    type: "etcd",
  });
});

test("members start when their certificates are ordered, and a consumer waits for the quorum", async () => {
  await make();
  expect(find(registrations, "registry-server").dependsOn).toEqual(
    expect.arrayContaining(["registry-headless", "registry-member-certificate"]),
  );
  expect([...find(registrations, "consumer").dependsOn].sort()).toEqual([
    "registry-binding",
    "registry-server",
    "registry-service",
  ]);
});

test.each([
  ["retain", "PersistentVolumeClaim", true],
  ["delete", "PersistentVolumeClaimPatch", false],
] as const)(
  "where the stack's data are to %s, so are the copies, and it may change its mind",
  async (deletion, other, kept) => {
    await make({ deletion });
    expect(find(registrations, "registry-snapshots-claim")).toMatchObject({
      aliasTypes: [`kubernetes:core/v1:${other}`],
      retainOnDelete: kept,
    });
  },
);

test("an open etcd that nobody copies needs neither cert-manager nor a claim", async () => {
  await make({ spec: { ...etcd(1), access: { mode: "open" }, snapshots: undefined } });
  expect(kinds(registrations)).not.toEqual(expect.arrayContaining(["Certificate"]));
  expect(kinds(registrations)).not.toEqual(expect.arrayContaining(["CronJob"]));
});

test("a ZooKeeper with certificates hands them on and starts after they are ordered", async () => {
  const registry = await make({ spec: { ...zookeeper(3), access: { mode: "certificates", version: 2 } } });
  expect(registry.binding).toEqual({
    certificates: "shop-registry-client-2",
    secretName: "shop-registry",
    type: "zookeeper",
  });
  expect(find(registrations, "registry-server").dependsOn).toContain("registry-member-certificate");
});

test.each([
  ["zookeeper", "open", { secretName: "given", type: "zookeeper" }],
  ["zookeeper", "certificates", { certificates: "given", secretName: "given", type: "zookeeper" }],
  ["etcd", "open", { secretName: "given", signIn: "none", type: "etcd" }],
  ["etcd", "password", { secretName: "given", signIn: "password", type: "etcd" }],
  ["etcd", "certificates", { certificates: "given", secretName: "given", signIn: "none", type: "etcd" }],
] as const)("an existing %s with access %s is handed on as its Secret", async (kind, signIn, binding) => {
  const spec = { backend: "existing", cidr: undefined, kind, port: 1, secretName: "given", signIn } as const;
  expect((await make({ spec })).binding).toEqual(binding);
  expect(kinds(registrations)).toEqual(["ConfigMap", "Registry"]);
});

test("every wrong argument is named in one error", async () => {
  const wrong = createRegistry("registry", { ...args, instance: "Shop", spec: etcd(2) });
  await expect(wrong).rejects.toThrow(/EtcdRegistry "registry": instance: "Shop".*spec\.members: 2 members .* Try 3\./);
});
