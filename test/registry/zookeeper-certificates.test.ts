import { quorumPorts, registryMetricsPort } from "../../components/registry/ports.ts";
import type { ZookeeperSpec } from "../../components/registry/types.ts";
import { zookeeperNames, zookeeperObjects } from "../../components/registry/zookeeper.ts";
import { zookeeper } from "../binding/fixtures.ts";
import { expectRestricted } from "../binding/restricted.ts";

function render(change: Partial<ZookeeperSpec>) {
  const spec = { ...zookeeper(3), ...change };
  const objects = zookeeperObjects({ deletion: "retain", instance: "shop", namespace: "data", spec });
  const pod = objects.statefulSet.spec.template.spec;
  const server = pod.containers[0];
  const env = Object.fromEntries(server?.env.map(({ name, value }) => [name, value]) ?? []);
  const config = Object.fromEntries((env["ZOO_CFG_EXTRA"] ?? "").split(" ").map((line) => line.split("=")));
  return { config, env, objects, pod, server };
}

const closed = render({ access: { mode: "certificates", version: 1 } });
const open = render({});

test("clients speak TLS at the usual port and must show a certificate", () => {
  expect(closed.config).toMatchObject({
    secureClientPort: "2181",
    serverCnxnFactory: "org.apache.zookeeper.server.NettyServerCnxnFactory",
    "ssl.clientAuth": "need",
  });
  expect(closed.objects.service.spec.ports.map(({ port }) => port)).toEqual([2181]);
});

test("without TLS a member listens to nobody but its own probes", () => {
  const servers = closed.env["ZOO_SERVERS"]?.split(" ") ?? [];
  expect(servers.map((server) => server.split(";")[1])).toEqual(Array(3).fill("127.0.0.1:2182"));
  expect(JSON.stringify(closed.server?.livenessProbe)).toContain("/dev/tcp/127.0.0.1/2182");
  expect(closed.server?.ports.map(({ containerPort }) => containerPort)).not.toContain(2182);
});

test("members speak TLS to each other, by the same authority", () => {
  expect(closed.config).toMatchObject({ sslQuorum: "true" });
  expect(closed.config["ssl.quorum.trustStore.location"]).toBe(closed.config["ssl.trustStore.location"]);
  expect(quorumPorts(zookeeper(3))).toEqual([2888, 3888]);
});

test("keys and certificates are read where they are mounted, read-only", () => {
  const mount = closed.server?.volumeMounts.find(({ name }) => name === "certificates");
  expect(mount).toMatchObject({ readOnly: true });
  const files = Object.entries(closed.config).filter(([key]) => key.endsWith(".location"));
  expect(files).toHaveLength(4);
  for (const [, file] of files) expect(String(file).startsWith(`${mount?.mountPath}/`)).toBe(true);
  expect(closed.pod.volumes).toContainEqual({
    name: "certificates",
    secret: { defaultMode: 0o440, secretName: "shop-registry-member" },
  });
});

test("an open ensemble has none of it", () => {
  expect(open.config).toEqual({ quorumListenOnAllIPs: "true" });
  expect(open.pod.volumes.map(({ name }) => name)).toEqual(["conf", "tmp"]);
});

test("a member's certificate holds the name that clients call", () => {
  const args = { deletion: "retain", instance: "shop", namespace: "data", spec: zookeeper(3) } as const;
  expect(zookeeperNames(args)).toEqual(["shop-zookeeper.data.svc"]);
});

test("metrics have a port of their own, where somebody reads them", () => {
  const watched = render({ metrics: "on" });
  expect(watched.config).toMatchObject({
    "metricsProvider.className": "org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider",
    "metricsProvider.httpPort": "7000",
  });
  expect(watched.server?.ports).toContainEqual({ containerPort: 7000, name: "metrics", protocol: "TCP" });
  expect(watched.objects.headlessService.spec.ports.map(({ port }) => port)).toContain(7000);
  expect(registryMetricsPort({ ...zookeeper(3), metrics: "on" })).toBe(7000);
  expect(registryMetricsPort(zookeeper(3))).toBeUndefined();
});

test("the pod stays restricted", () => expectRestricted(closed.pod));
