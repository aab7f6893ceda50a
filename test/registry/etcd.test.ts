import { checkRegistry } from "../../components/registry/check.ts";
import { registryEndpoint } from "../../components/registry/endpoint.ts";
import { etcdBinding, etcdNames, etcdObjects } from "../../components/registry/etcd/objects.ts";
import { quotaMiB } from "../../components/registry/etcd/pod.ts";
import { snapshotObjects, snapshotsPlace } from "../../components/registry/etcd/snapshots.ts";
import { quorumPorts, registryMetricsPort } from "../../components/registry/ports.ts";
import type { AccessSpec } from "../../components/registry/types.ts";
import { etcd, storage } from "../binding/fixtures.ts";
import { expectRestricted } from "../binding/restricted.ts";

const certificates: AccessSpec = { mode: "certificates", version: 1 };

function render(members: number, access = certificates) {
  const args = { deletion: "retain", instance: "shop", namespace: "data", spec: { ...etcd(members), access } } as const;
  const objects = etcdObjects(args);
  const pod = objects.statefulSet.spec.template.spec;
  const options = Object.fromEntries(
    pod.containers[0]?.args.map((argument) => argument.slice(2).split(/=(.*)/s).slice(0, 2)) ?? [],
  ) as Record<string, string>;
  return { args, objects, options, pod };
}

const one = render(1);
const three = render(3);
const open = render(3, { mode: "open" });

test("each member is named after its pod and knows all others", () => {
  expect(three.options["name"]).toBe("$(POD_NAME)");
  expect(three.options["initial-cluster"]?.split(",")).toEqual([
    "shop-etcd-0=https://shop-etcd-0.shop-etcd-headless.data.svc:2380",
    "shop-etcd-1=https://shop-etcd-1.shop-etcd-headless.data.svc:2380",
    "shop-etcd-2=https://shop-etcd-2.shop-etcd-headless.data.svc:2380",
  ]);
  expect(three.options["initial-advertise-peer-urls"]).toBe("https://$(POD_NAME).shop-etcd-headless.data.svc:2380");
  expect(three.objects.statefulSet.spec.serviceName).toBe(three.objects.headlessService.metadata.name);
});

test("the image needs no shell", () => {
  expect(three.pod.containers[0]?.command).toEqual(["/usr/local/bin/etcd"]);
});

test("clients connect to one address that outlives every pod", () => {
  expect(etcdBinding(three.args)).toEqual({
    endpoints: "https://shop-etcd.data.svc:2379",
    provider: "dolphinpod",
    type: "etcd",
  });
  expect(etcdBinding(open.args)["endpoints"]).toBe("http://shop-etcd.data.svc:2379");
});

test("a member's certificate holds every name by which clients and members call it", () => {
  const called = [
    etcdBinding(three.args)["endpoints"],
    ...(three.options["initial-cluster"] ?? "").split(",").map((member) => member.split("=")[1]),
  ];
  expect(called.map((url) => new URL(url ?? "").hostname)).toEqual(etcdNames(three.args));
});

test("clients and members must show a certificate, members a member's", () => {
  expect(three.options).toMatchObject({
    "client-cert-auth": "true",
    "peer-cert-allowed-cn": "shop-registry-member",
    "peer-client-cert-auth": "true",
    "tls-min-version": "TLS1.2",
  });
  const mount = three.pod.containers[0]?.volumeMounts.find(({ name }) => name === "certificates")?.mountPath;
  for (const file of ["cert-file", "key-file", "trusted-ca-file", "peer-cert-file", "peer-trusted-ca-file"]) {
    expect(three.options[file]?.startsWith(`${mount}/`)).toBe(true);
  }
});

test("an open etcd has neither certificates nor a volume for them", () => {
  expect(Object.keys(open.options).filter((option) => /cert|key|tls|ca-file/.test(option))).toEqual([]);
  expect(open.pod.volumes).toEqual([]);
  expect(open.options["listen-client-urls"]).toBe("http://0.0.0.0:2379");
});

test("old revisions are compacted, and writes stop before the volume is full", () => {
  expect(three.options).toMatchObject({ "auto-compaction-mode": "periodic", "auto-compaction-retention": "1h" });
  expect(three.options["quota-backend-bytes"]).toBe(String(4 * 2 ** 30));
});

test.each([
  ["2Gi", 1024],
  ["16Gi", 8192],
  ["100Gi", 8192],
])("a volume of %s gives a quota of %d MiB", (size, quota) => {
  expect(quotaMiB({ ...etcd(3), storage: { size, storageClass: undefined } })).toBe(quota);
});

test("probes ask for the state of the member and need no certificate", () => {
  expect(three.pod.containers[0]).toMatchObject({
    livenessProbe: { httpGet: { path: "/livez", port: "metrics", scheme: "HTTP" } },
    readinessProbe: { httpGet: { path: "/readyz", port: "metrics", scheme: "HTTP" } },
    startupProbe: { httpGet: { path: "/livez", port: "metrics", scheme: "HTTP" } },
  });
  expect(three.options["listen-metrics-urls"]).toBe("http://0.0.0.0:2381");
});

test("three members never share a node, keep a majority through every drain, and keep their data", () => {
  expect(three.pod).toHaveProperty("affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution");
  expect(three.pod).toHaveProperty("topologySpreadConstraints");
  expect(three.objects.budget?.spec).toMatchObject({ maxUnavailable: 1 });
  expect(one.objects.budget).toBeUndefined();
  expect(three.objects.statefulSet.spec.persistentVolumeClaimRetentionPolicy).toEqual({
    whenDeleted: "Retain",
    whenScaled: "Retain",
  });
});

test("the pod is restricted and writes to its volume alone", () => {
  expectRestricted(three.pod);
  expect(three.options["data-dir"]).toMatch(/^\/var\/lib\/etcd\/./);
});

test("a network policy can name the members and the ports between them", () => {
  expect(registryEndpoint("shop", etcd(3))).toEqual({
    kind: "pods",
    labels: three.objects.statefulSet.spec.selector.matchLabels,
    port: 2379,
  });
  expect(quorumPorts(etcd(3))).toEqual([2380]);
  expect(quorumPorts(etcd(1))).toEqual([]);
  expect(registryMetricsPort(etcd(3))).toBe(2381);
});

test.each([
  ["instance", "", {}],
  ["spec.members", "shop", { members: 4 }],
  ["spec.storage.size", "shop", { storage: { ...storage, size: "8GB" } }],
])("a wrong %s is refused by its path", (path, instance, change) => {
  expect(checkRegistry(instance, { ...etcd(3), ...change }).map((problem) => problem.propertyPath)).toEqual([path]);
});

describe("the daily copy", () => {
  const snapshots = { keep: 7, shellImage: "tools:1", time: "02:30" };
  const { claim, cronJob } = snapshotObjects(three.args, snapshots);
  const pod = cronJob.spec.jobTemplate.spec.template.spec;

  test("is made at its time, one at a time", () => {
    expect(cronJob.spec).toMatchObject({ concurrencyPolicy: "Forbid", schedule: "30 2 * * *", timeZone: "Etc/UTC" });
    expect(cronJob.metadata.name.length).toBeLessThanOrEqual(52);
    const longest = snapshotsPlace({ instance: "x".repeat(41), namespace: "data" }).name;
    expect(longest.length).toBeLessThanOrEqual(52);
  });

  test("is read back before older ones go, and goes to a claim of its own", () => {
    expect(pod.initContainers.map(({ command, image, name }) => [name, command[0], image])).toEqual([
      ["save", "/usr/local/bin/etcdctl", three.args.spec.image],
      ["check", "/usr/local/bin/etcdutl", three.args.spec.image],
    ]);
    expect(pod.containers[0]?.image).toBe("tools:1");
    expect(pod.volumes[0]).toEqual({ name: "snapshots", persistentVolumeClaim: { claimName: claim.metadata.name } });
  });

  test("is made with the certificate of a client", () => {
    expect(pod.volumes[1]).toMatchObject({ secret: { secretName: "shop-registry-client" } });
    expect(pod.initContainers[0]?.args).toEqual(
      expect.arrayContaining(["--endpoints=https://shop-etcd.data.svc:2379", "--cert=/etc/etcd/certificates/tls.crt"]),
    );
    const plain = snapshotObjects(open.args, snapshots).cronJob.spec.jobTemplate.spec.template.spec;
    expect(plain.volumes).toHaveLength(1);
    expect(plain.initContainers[0]?.args).toContain("--endpoints=http://shop-etcd.data.svc:2379");
  });

  test("runs in a restricted pod", () => expectRestricted(pod));
});
