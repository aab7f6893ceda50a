import { rdsMaxConnections } from "../../components/database/connections.ts";
import { classLayers } from "../../stacks/config/classes.ts";
import { allowedConnections, demands } from "../../stacks/config/connections.ts";
import { defaults } from "../../stacks/config/layers.ts";
import { merge } from "../../stacks/config/merge.ts";
import { resolve, resolveOrThrow } from "../../stacks/config/resolve.ts";
import { type Layer, layerSchema } from "../../stacks/config/schema.ts";
import { dev, prod } from "./base.ts";

const settingsOf = (input: Layer) =>
  merge(
    { name: "default", values: { ...defaults(), class: "dev" } },
    { name: "class dev", values: classLayers.dev },
    { name: "stack", values: layerSchema.parse(input) },
  ).settings;
const needed = (input: Layer) =>
  Object.fromEntries(demands(settingsOf(input)).map(({ who, connections }) => [who, connections]));

test("class prod lets use decide how many API servers there are", () => {
  expect(resolveOrThrow(prod).spec.servers.api).toMatchObject({
    autoscaling: { minReplicas: 2, maxReplicas: 4, cpuPercent: 70 },
    replicas: 2,
  });
});

test("replicas that a stack writes outvote the autoscaling of its class", () => {
  const { origins, spec } = resolveOrThrow({ ...prod, api: { replicas: 3 } });
  expect(spec.servers.api).toMatchObject({ autoscaling: undefined, replicas: 3 });
  expect(origins["servers.api.replicas"]).toBe("stack");
});

test("class dev scales nothing by itself", () => {
  const { alert, api, worker } = resolveOrThrow(dev).spec.servers;
  expect([alert, api, worker].map(({ autoscaling }) => autoscaling)).toEqual([undefined, undefined, undefined]);
});

test("a scaler of workers is resolved with all that it needs", () => {
  const autoscaling = { by: "keda", min: 2, max: 8 };
  expect(resolveOrThrow({ ...dev, worker: { autoscaling } }).spec.servers.worker).toMatchObject({
    autoscaling: {
      busyPercent: 80,
      by: "keda",
      maxReplicas: 8,
      minReplicas: 2,
      operatorNamespace: "keda",
      pollSeconds: 30,
    },
    replicas: 2,
  });
});

test("every server that has a pool counts with its most replicas, and an update with the pods that it adds", () => {
  expect(needed({ api: { autoscaling: { min: 1, max: 4, cpu: 70 } }, master: { replicas: 3 } })).toEqual({
    alert: 10,
    "an update": 20,
    api: 40,
    master: 30,
  });
});

test("where two pods may not share a node an update adds none, and its Job counts", () => {
  expect(needed({ api: { spread: "required" }, alert: { spread: "required" } })).toMatchObject({ "an update": 10 });
});

test("a registry in the database is a second pool, and gives workers one", () => {
  expect(needed({ registry: { backend: "jdbc" }, worker: { replicas: 2 } })).toEqual({
    alert: 20,
    "an update": 40,
    api: 20,
    master: 20,
    worker: 20,
  });
});

test("a pool that the stack sizes counts as it is", () => {
  expect(needed({ master: { env: { SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE: "50" } } })).toMatchObject({
    api: 10,
    master: 50,
  });
});

test("KEDA's operator needs connections too", () => {
  const autoscaling = { by: "keda", min: 1, max: 3, busy: 80, poll: 30, operatorNamespace: "keda" } as const;
  expect(needed({ worker: { autoscaling } })).toMatchObject({ KEDA: 2 });
});

test.each([
  ["db.t4g.micro", 101],
  ["db.m7g.large", 811],
  ["db.r6i.large", 1622],
  ["db.x2iedn.32xlarge", 5000],
  ["db.m6gd.4xlarge", 5000],
  ["db.m9z.metal", undefined],
  ["db.serverless", undefined],
])("an RDS instance of class %s allows %s connections", (instanceClass, connections) => {
  expect(rdsMaxConnections(instanceClass)).toBe(connections);
});

test.each([
  [{ memory: { request: "1Gi", limit: "1Gi" } }, 256],
  [{ backend: "existing" as const }, undefined],
  [{ backend: "existing" as const, maxConnections: 300 }, 300],
  [{ backend: "rds" as const, instanceClass: "db.m7g.large", maxConnections: 400 }, 400],
])("the database %j allows %s connections", (database, connections) => {
  expect(allowedConnections(settingsOf({ database }))).toBe(connections);
});

test("too many connections are refused with who opens them and how many would do", () => {
  const resolution = resolve({ ...dev, api: { autoscaling: { min: 1, max: 20 } } });
  expect(resolution.ok ? [] : resolution.problems).toEqual([
    {
      allowed: "at least 250: 10 stay free for administrators and backups",
      fix: "Lower replicas or the max of autoscaling, or give the database more memory.",
      path: "database.memory",
      received: "128 connections, where 240 are needed: master 10, api 200, alert 10, an update 20",
    },
  ]);
});
