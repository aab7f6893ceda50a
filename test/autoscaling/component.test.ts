import * as pulumi from "@pulumi/pulumi";
import { ServerAutoscaler, WorkerAutoscaler } from "../../components/autoscaling/index.ts";
import { QueueAutoscaler } from "../../components/autoscaling/keda/index.ts";
import { applicationVersion } from "../../components/scheduler/versions/index.ts";
import { find, kinds, type Registration, record } from "../binding/fixtures.ts";
import { byGauges, byQueue, byUse } from "./fixtures.ts";

let registered: Registration[];

beforeEach(() => {
  registered = record();
});

afterEach(() => jest.restoreAllMocks());

const place = { gracePeriodSeconds: 60, instance: "ds", namespace: "dolphin" };
const source = {
  database: { parameters: {}, secretName: "ds-database", type: "postgresql" },
  queue: applicationVersion("3.4.2").taskQueue,
  threads: 50,
} as const;

test.each(["api", "alert"] as const)("one autoscaler is registered for the %s servers", async (server) => {
  new ServerAutoscaler("it", { ...place, server, spec: byUse });
  await pulumi.runtime.disconnect();

  const autoscalers = registered.filter(({ type }) => type === "kubernetes:autoscaling/v2:HorizontalPodAutoscaler");
  expect(autoscalers.map(({ inputs }) => inputs.metadata.name)).toEqual([`ds-${server}`]);
});

test("the autoscaler of an environment that has one already stays the same resource", async () => {
  new ServerAutoscaler("it", { ...place, server: "api", spec: byUse });
  await pulumi.runtime.disconnect();
  expect(find(registered, "it").aliasTypes).toEqual(["dolphinpod:autoscaling:ApiAutoscaler"]);
});

test("workers by their gauges have one autoscaler", async () => {
  new WorkerAutoscaler("it", { ...place, spec: byGauges, threads: 50 });
  await pulumi.runtime.disconnect();
  expect(kinds(registered)).toEqual(["HorizontalPodAutoscaler", "WorkerAutoscaler"]);
});

test("workers by the queue have a scaler that waits for its authentication", async () => {
  new QueueAutoscaler("it", { ...place, ...source, spec: byQueue });
  await pulumi.runtime.disconnect();
  expect(kinds(registered)).toEqual(["QueueAutoscaler", "ScaledObject", "TriggerAuthentication"]);
  expect(find(registered, "it-scaler").dependsOn).toEqual(["it-authentication"]);
});

test.each([
  [
    "ServerAutoscaler",
    () => new ServerAutoscaler("it", { ...place, server: "api", spec: { ...byUse, maxReplicas: 1 } }),
  ],
  [
    "WorkerAutoscaler",
    () => new WorkerAutoscaler("it", { ...place, spec: { ...byGauges, maxReplicas: 1 }, threads: 1 }),
  ],
  ["QueueAutoscaler", () => new QueueAutoscaler("it", { ...place, ...source, spec: { ...byQueue, maxReplicas: 1 } })],
])("%s refuses bounds in the wrong order", (name, make) => {
  expect(make).toThrow(`${name} "it": spec.maxReplicas: 1 is below minReplicas`);
});
