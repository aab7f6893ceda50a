import { checkDatabase } from "../../components/database/check.ts";
import { databaseEndpoint } from "../../components/database/endpoint.ts";
import { postgresqlBinding, postgresqlObjects, serverSettings } from "../../components/database/postgresql.ts";
import { inCluster, resources } from "../binding/fixtures.ts";
import { expectRestricted } from "../binding/restricted.ts";

const args = { deletion: "retain", instance: "shop", namespace: "data", spec: inCluster } as const;
const objects = postgresqlObjects(args);
const { spec } = objects.statefulSet;
const pod = spec.template.spec;
const [server] = pod.containers;
const [prepare] = pod.initContainers;

test("the binding names the server by its stable name and holds no password", () => {
  expect(postgresqlBinding(args)).toEqual({
    database: "scheduler",
    host: "shop-postgresql.data.svc",
    port: "5432",
    provider: "dolphinpod",
    type: "postgresql",
    username: "dolphin",
  });
});

test("the Service leads to the pods, and a network policy can name them", () => {
  expect(spec.template.metadata.labels).toMatchObject(objects.service.spec.selector);
  expect(databaseEndpoint("shop", inCluster)).toEqual({ kind: "pods", labels: spec.selector.matchLabels, port: 5432 });
});

test("the Service is not awaited on top of its workload", () => {
  expect(objects.service.metadata.annotations).toEqual({ "pulumi.com/skipAwait": "true" });
});

test("the pod is restricted and has an account of its own without a token", () => {
  expectRestricted(pod);
  expect(objects.serviceAccount.automountServiceAccountToken).toBe(false);
  expect(objects.serviceAccount.metadata.name).toBe(pod.serviceAccountName);
});

test("the server runs as the image's postgres user and may write to its volume and scratch space only", () => {
  expect(pod.securityContext).toMatchObject({ fsGroup: 999, runAsGroup: 999, runAsUser: 999 });
  expect(server?.volumeMounts.map((mount) => mount.mountPath)).toEqual([
    "/var/lib/postgresql/data",
    "/var/run/postgresql",
    "/tmp",
  ]);
});

test("the data are in a subfolder of the volume, for both containers", () => {
  const folder = { name: "PGDATA", value: "/var/lib/postgresql/data/pgdata" };
  expect(server?.env).toContainEqual(folder);
  expect(prepare?.env).toContainEqual(folder);
});

test("the password reaches one container, as a file from the Secret", () => {
  expect(pod.volumes).toContainEqual({ name: "binding", secret: { defaultMode: 0o440, secretName: "shop-database" } });
  expect(prepare?.volumeMounts).toContainEqual({ mountPath: "/bindings/database", name: "binding", readOnly: true });
  expect(server?.volumeMounts.map((mount) => mount.name)).not.toContain("binding");
});

test("liveness fails on silence alone, readiness on any refusal", () => {
  const isReady = "pg_isready -q -h 127.0.0.1 -p 5432 -U dolphin -d scheduler";
  expect(server?.readinessProbe.exec.command.at(-1)).toBe(isReady);
  expect(server?.startupProbe.exec.command.at(-1)).toBe(isReady);
  expect(server?.livenessProbe.exec.command.at(-1)).toBe(`${isReady} || [ $? -ne 2 ]`);
});

test("a shutdown has time for its checkpoint", () => {
  expect(pod.terminationGracePeriodSeconds).toBe(120);
});

test.each([
  ["256Mi", { max_connections: "100", shared_buffers: "64MB" }],
  ["1Gi", { max_connections: "256", shared_buffers: "256MB" }],
  ["8Gi", { max_connections: "500", shared_buffers: "2048MB" }],
])("a limit of %s gives the settings %j", (limit, expected) => {
  const settings = serverSettings({ ...resources, memory: { limit, request: limit } });
  expect(settings).toEqual({ listen_addresses: "*", ...expected });
});

test("the server is started with its settings", () => {
  expect(server?.args).toEqual(
    expect.arrayContaining(["postgres", "-c", "max_connections=256", "-c", "shared_buffers=256MB"]),
  );
});

test.each([
  ["retain", { whenDeleted: "Retain", whenScaled: "Retain" }],
  ["delete", { whenDeleted: "Delete", whenScaled: "Retain" }],
] as const)("with %s the claims follow %j", (deletion, expected) => {
  const { statefulSet } = postgresqlObjects({ ...args, deletion });
  expect(statefulSet.spec.persistentVolumeClaimRetentionPolicy).toEqual(expected);
});

test("without a storage class the cluster's default is used, with one it is named", () => {
  expect(spec.volumeClaimTemplates[0]?.spec).not.toHaveProperty("storageClassName");
  const fast = postgresqlObjects({
    ...args,
    spec: { ...inCluster, storage: { size: "1Gi", storageClass: "fast" } },
  });
  expect(fast.statefulSet.spec.volumeClaimTemplates[0]?.spec).toMatchObject({ storageClassName: "fast" });
});

test.each([
  ["instance", "Shop", {}],
  ["spec.database", "shop", { database: 'x"; DROP' }],
  ["spec.username", "shop", { username: "1st" }],
  ["spec.username", "shop", { username: "postgres" }],
  ["spec.username", "shop", { username: "pg_monitor" }],
  ["spec.storage.size", "shop", { storage: { size: "big", storageClass: undefined } }],
  ["spec.resources.memory.limit", "shop", { resources: { ...resources, memory: { limit: "?", request: "1Gi" } } }],
])("a wrong %s is refused by its path", (path, instance, change) => {
  const problems = checkDatabase(instance, { ...inCluster, ...change });
  expect(problems.map((problem) => problem.propertyPath)).toEqual([path]);
  expect(problems[0]?.reason).toMatch(/^[a-zA-Z.]+: .+ allowed .+ Try ".+"\.$/);
});

test("right arguments have no problems", () => {
  expect(checkDatabase("shop", inCluster)).toEqual([]);
});
