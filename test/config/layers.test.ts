import { resolve } from "../../stacks/config/index.ts";
import { resolveOrThrow } from "../../stacks/config/resolve.ts";
import { dev, prod } from "./base.ts";

const specOf = (input: Record<string, unknown>) => resolveOrThrow(input).spec;
const originsOf = (input: Record<string, unknown>) => resolveOrThrow(input).origins;

test("class dev runs one of each in the cluster", () => {
  const spec = specOf(dev);
  expect(Object.values(spec.servers).map(({ replicas }) => replicas)).toEqual([1, 1, 1, 1]);
  expect([spec.database.backend, spec.objectStore.backend]).toEqual(["in-cluster", "minio"]);
  expect(spec.registry).toMatchObject({ backend: "zookeeper", members: 1 });
  expect(spec).toMatchObject({ timezone: "UTC", version: "3.2.2", deletion: "retain", ingress: undefined });
  expect(spec.image).toMatchObject({ registry: "apache", tag: "3.2.2" });
});

test("class prod runs several of each and keeps its data elsewhere", () => {
  const spec = specOf(prod);
  expect(Object.values(spec.servers).map(({ replicas }) => replicas)).toEqual([3, 3, 2, 2]);
  expect([spec.database.backend, spec.objectStore.backend]).toEqual(["existing", "existing"]);
  expect(spec.registry).toMatchObject({ backend: "zookeeper", members: 3 });
  expect(spec.servers.master.spread).toBe("required");
});

test("a stack's line wins over its class, and a class over the defaults", () => {
  const input = { ...dev, worker: { replicas: 4 } };
  expect(specOf(input).servers.worker).toMatchObject({ replicas: 4, execThreads: 10, spread: "preferred" });
  expect(originsOf(input)).toMatchObject({
    "servers.worker.replicas": "stack",
    "servers.worker.execThreads": "class dev",
    "servers.worker.spread": "default",
    "servers.worker.heapMiB": "derived",
    "servers.worker.gracePeriodSeconds": "derived",
    "chart.version": "derived",
  });
});

test.each<[string, Record<string, unknown>, string, string]>([
  ["an option by another name", { ...dev, worker: { heap: "512Mi" } }, "servers.worker.heapMiB", "stack"],
  ["both halves of a short form", { ...dev, api: { memory: "2Gi" } }, "servers.api.resources.memory.request", "stack"],
  ["the default class of volumes", { ...dev, storage: "gp3" }, "servers.worker.logs.storageClass", "stack"],
  [
    "a volume's own class",
    { ...dev, storage: "gp3", master: { logs: { size: "1Gi", storageClass: "io2" } } },
    "servers.master.logs.storageClass",
    "stack",
  ],
  ["a volume without a class", dev, "database.storage.storageClass", "default"],
  [
    "replicas that the autoscaler owns",
    { ...dev, api: { autoscaling: { min: 2, max: 3 } } },
    "servers.api.replicas",
    "stack",
  ],
  ["the class itself", prod, "class", "stack"],
  ["a tag that was left out", dev, "image.tag", "derived"],
])("the origin is known of %s", (_, input, path, origin) => {
  expect(originsOf(input)[path]).toBe(origin);
});

test("every value of the specification has an origin", () => {
  const { spec, origins } = resolveOrThrow(prod);
  const paths = (tree: object, prefix: string): string[] =>
    Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
      typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
        ? paths(value, `${prefix}${key}.`)
        : [prefix + key],
    );
  expect(Object.keys(origins)).toEqual(paths(spec, ""));
});

test("an option is replaced whole: one value is both request and limit", () => {
  expect(specOf({ ...prod, worker: { memory: "16Gi", cpu: 2 } }).servers.worker.resources).toEqual({
    memory: { request: "16Gi", limit: "16Gi" },
    cpu: { request: "2", limit: "2" },
  });
});

test.each<[string, Record<string, unknown>, object]>([
  ["the heap is 60 % of the limit", { api: { memory: "2Gi" } }, { api: { heapMiB: 1228 } }],
  ["and 40 % on workers, whose tasks share it", { worker: { memory: "2Gi" } }, { worker: { heapMiB: 819 } }],
  ["a begun core is a processor", { api: { cpu: "1500m" } }, { api: { processors: 2 } }],
  ["there is always a processor", { api: { cpu: "50m" } }, { api: { processors: 1 } }],
  [
    "drain fits into the grace period",
    { worker: { drain: "10m" } },
    { worker: { drainSeconds: 600, gracePeriodSeconds: 660 } },
  ],
  [
    "numbers may be texts",
    { worker: { replicas: "2", drain: "45", threads: "7" } },
    { worker: { replicas: 2, drainSeconds: 45, execThreads: 7 } },
  ],
  [
    "logs may be ephemeral",
    { worker: { logs: "ephemeral" } },
    { worker: { logs: { kind: "ephemeral", sizeLimit: "5Gi" } } },
  ],
  ["logs may be one size", { master: { logs: "7Gi" } }, { master: { logs: { kind: "persistent", size: "7Gi" } } }],
  ["the storage section names the class", { storage: "gp3" }, { worker: { data: { storageClass: "gp3" } } }],
  [
    "a volume's own class wins",
    { storage: "gp3", master: { logs: { size: "1Gi", storageClass: "io2" } } },
    { master: { logs: { storageClass: "io2" } } },
  ],
  [
    "the autoscaler owns the replicas",
    { api: { autoscaling: { min: 2, max: 4 } } },
    { api: { replicas: 2, autoscaling: { minReplicas: 2, maxReplicas: 4, cpuPercent: 70 } } },
  ],
])("%s", (_, input, servers) => {
  expect(specOf({ ...dev, ...input }).servers).toMatchObject(servers);
});

test("the namespace is the name unless it is said", () => {
  expect(specOf({ ...dev, name: "etl" }).namespace).toBe("etl");
  expect(specOf({ ...dev, name: "etl", namespace: "data" }).namespace).toBe("data");
});

test("tenants that are users of the system lower the namespace to baseline, with a warning that tells why", () => {
  const reason = "Departments must not read each other's files.";
  const resolution = resolveOrThrow({ ...dev, worker: { tenants: { mode: "os-users", reason } } });
  expect(resolution.spec.isolation.podSecurity).toBe("baseline");
  expect(resolution.warnings).toContainEqual(
    expect.objectContaining({ path: "worker.tenants", received: expect.stringContaining(reason) }),
  );
  expect(specOf(dev).isolation.podSecurity).toBe("restricted");
});

const host = (controller: string, annotations: object = {}) => ({
  ingress: { annotations, controller, host: "d.example.com", tlsSecretName: "tls" },
});

test.each<[string, Record<string, unknown>, string, RegExp]>([
  ["a version with known weaknesses", dev, "version", /CVE-2026-47340/],
  ["a tag that does not say the version", { ...dev, image: { tag: "nightly" } }, "image.tag", /nightly/],
  [
    "a registry that shows tasks the database",
    { ...dev, registry: { backend: "jdbc" } },
    "registry.backend",
    /credentials/,
  ],
  [
    "open traffic",
    { ...dev, isolation: { networkPolicies: { mode: "off", reason: "the mesh enforces these flows" } } },
    "isolation.networkPolicies",
    /the mesh enforces/,
  ],
  ["an etcd without copies", { ...prod, registry: { backend: "etcd", snapshots: 0 } }, "registry.snapshots", /no copy/],
  [
    "a range of all addresses",
    { ...prod, database: { ...prod.database, cidr: "0.0.0.0/0" } },
    "database.cidr",
    /every address/,
  ],
  [
    "a user interface without a redirect",
    { ...prod, ...host("nginx", { "nginx.ingress.kubernetes.io/force-ssl-redirect": "false" }) },
    "ingress.annotations.nginx.ingress.kubernetes.io/force-ssl-redirect",
    /plain HTTP/,
  ],
  ["a controller that is told nothing", { ...prod, ...host("other") }, "ingress.annotations", /none/],
])("warned about: %s", (_, input, path, received) => {
  expect(resolveOrThrow(input).warnings).toContainEqual(
    expect.objectContaining({ path, received: expect.stringMatching(received) }),
  );
});

test("a version without known weaknesses is not warned about", () => {
  const input = { ...dev, version: "3.4.2", image: { registry: "registry.example.com/ds" } };
  expect(resolveOrThrow(input).warnings).toEqual([]);
});

test("resolveOrThrow names every problem in its message", () => {
  expect(() => resolveOrThrow({ ...dev, registry: { members: 2 }, deletion: "gone" })).toThrow(
    /2 problems:[\s\S]*registry\.members\n {2}received {2}2\n[\s\S]*deletion/,
  );
  expect(resolve(dev).ok).toBe(true);
});
