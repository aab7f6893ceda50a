import { checkRegistry } from "../../components/registry/check.ts";
import { registryEndpoint } from "../../components/registry/endpoint.ts";
import { zookeeperBinding, zookeeperObjects } from "../../components/registry/zookeeper.ts";
import { resources, zookeeper } from "../binding/fixtures.ts";
import { expectRestricted } from "../binding/restricted.ts";

function render(members: number) {
  const args = { deletion: "retain", instance: "shop", namespace: "data", spec: zookeeper(members) } as const;
  const objects = zookeeperObjects(args);
  const pod = objects.statefulSet.spec.template.spec;
  const env = Object.fromEntries(pod.containers[0]?.env.map(({ name, value }) => [name, value]) ?? []);
  return { args, env, objects, pod, server: pod.containers[0] };
}

const one = render(1);
const three = render(3);

test("clients connect to one address that outlives every pod", () => {
  expect(zookeeperBinding(three.args)).toEqual({
    "connect-string": "shop-zookeeper.data.svc:2181",
    provider: "dolphinpod",
    type: "zookeeper",
  });
});

test("each member is listed under its own name, with ids from 1", () => {
  expect(three.env["ZOO_SERVERS"]?.split(" ")).toEqual([
    "server.1=shop-zookeeper-0.shop-zookeeper-headless.data.svc:2888:3888;2181",
    "server.2=shop-zookeeper-1.shop-zookeeper-headless.data.svc:2888:3888;2181",
    "server.3=shop-zookeeper-2.shop-zookeeper-headless.data.svc:2888:3888;2181",
  ]);
});

test("members find each other before they are ready, and start together", () => {
  expect(three.objects.headlessService.spec).toMatchObject({ clusterIP: "None", publishNotReadyAddresses: true });
  expect(three.objects.statefulSet.spec).toMatchObject({
    podManagementPolicy: "Parallel",
    serviceName: three.objects.headlessService.metadata.name,
    updateStrategy: { type: "RollingUpdate" },
  });
});

test("clients are led to ready members only", () => {
  expect(three.objects.service.spec).not.toHaveProperty("publishNotReadyAddresses");
  expect(three.objects.service.spec.ports.map(({ port }) => port)).toEqual([2181]);
});

test("one member stands alone, several form a quorum", () => {
  expect(one.env["ZOO_STANDALONE_ENABLED"]).toBe("true");
  expect(three.env["ZOO_STANDALONE_ENABLED"]).toBe("false");
});

test("three members never share a node and use zones evenly; a single one may run anywhere", () => {
  const labelSelector = { matchLabels: three.objects.statefulSet.spec.selector.matchLabels };
  expect(three.pod).toMatchObject({
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, topologyKey: "kubernetes.io/hostname" }],
      },
    },
    topologySpreadConstraints: [{ labelSelector, maxSkew: 1, topologyKey: "topology.kubernetes.io/zone" }],
  });
  expect(one.pod).not.toHaveProperty("affinity");
});

test("three members have a disruption budget for exactly their pods; one has none, or no node could be drained", () => {
  expect(three.objects.budget?.spec).toEqual({
    maxUnavailable: 1,
    selector: { matchLabels: three.objects.statefulSet.spec.selector.matchLabels },
    unhealthyPodEvictionPolicy: "AlwaysAllow",
  });
  expect(one.objects.budget).toBeUndefined();
});

test("the pod is restricted and has an account of its own without a token", () => {
  expectRestricted(three.pod);
  expect(three.objects.serviceAccount.metadata.name).toBe(three.pod.serviceAccountName);
});

test("everything ZooKeeper writes goes to its volume or to scratch space", () => {
  const mounts = three.server?.volumeMounts.map((mount) => mount.mountPath) ?? [];
  const folders = ["ZOO_DATA_DIR", "ZOO_DATA_LOG_DIR", "ZOO_CONF_DIR", "ZOOCFGDIR", "ZOO_LOG_DIR"];
  for (const folder of folders) {
    expect(mounts.some((mount) => three.env[folder]?.startsWith(mount))).toBe(true);
  }
  expect(three.env["ZOO_DATA_DIR"]).toMatch(/^\/var\/lib\/zookeeper\//);
  expect(three.env["ZOO_DATA_LOG_DIR"]).toMatch(/^\/var\/lib\/zookeeper\//);
});

test("snapshots are purged, the admin server is off and only harmless commands are answered", () => {
  expect(three.env).toMatchObject({
    ZOO_4LW_COMMANDS_WHITELIST: "srvr,ruok,mntr",
    ZOO_ADMINSERVER_ENABLED: "false",
    ZOO_AUTOPURGE_PURGEINTERVAL: "1",
  });
});

test("the heap is half of the memory limit", () => {
  expect(three.env["ZK_SERVER_HEAP"]).toBe("512");
});

test("retained data keep their claims", () => {
  expect(three.objects.statefulSet.spec.persistentVolumeClaimRetentionPolicy.whenDeleted).toBe("Retain");
});

test("a network policy can name the members; the jdbc registry has no place of its own", () => {
  expect(registryEndpoint("shop", zookeeper(3))).toEqual({
    kind: "pods",
    labels: three.objects.statefulSet.spec.selector.matchLabels,
    port: 2181,
  });
  expect(registryEndpoint("shop", { backend: "jdbc" })).toBeUndefined();
});

test.each([
  ["instance", "", {}],
  ["spec.members", "shop", { members: 2 }],
  ["spec.storage.size", "shop", { storage: { size: "8GB", storageClass: undefined } }],
  ["spec.resources.memory.limit", "shop", { resources: { ...resources, memory: { limit: "", request: "1Gi" } } }],
])("a wrong %s is refused by its path", (path, instance, change) => {
  const problems = checkRegistry(instance, { ...zookeeper(3), ...change });
  expect(problems.map((problem) => problem.propertyPath)).toEqual([path]);
});

test.each([zookeeper(1), zookeeper(5), { backend: "jdbc" } as const])(
  "right arguments have no problems: %j",
  (spec) => {
    expect(checkRegistry("shop", spec)).toEqual([]);
  },
);
