import { gaugeAutoscaler, showsGauges } from "../../components/autoscaling/gauges.ts";
import { scaledObject, triggerAuthentication } from "../../components/autoscaling/keda/objects.ts";
import { resourceAutoscaler } from "../../components/autoscaling/resource.ts";
import type { PostgresBinding } from "../../components/binding/types.ts";
import { applicationVersion, applicationVersions } from "../../components/scheduler/versions/index.ts";
import { complaints } from "../mesh/models.ts";
import { api, byGauges, byQueue, byUse, worker } from "./fixtures.ts";

const database: PostgresBinding = {
  parameters: { sslmode: "verify-full", sslrootcert: "/ca.pem" },
  secretName: "ds-database",
  type: "postgresql",
};
const source = { database, queue: applicationVersion("3.4.2").taskQueue, threads: 50 };

test("API servers scale on CPU between their bounds, and on memory where that is asked for", () => {
  const cpu = {
    resource: { name: "cpu", target: { averageUtilization: 70, type: "Utilization" } },
    type: "Resource",
  };
  expect(resourceAutoscaler(api, byUse).spec).toMatchObject({
    maxReplicas: 6,
    metrics: [cpu],
    minReplicas: 2,
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "ds-api" },
  });
  expect(resourceAutoscaler(api, { ...byUse, memoryPercent: 85 }).spec.metrics).toEqual([
    cpu,
    { resource: { name: "memory", target: { averageUtilization: 85, type: "Utilization" } }, type: "Resource" },
  ]);
});

const behaviors = {
  "API servers by use": resourceAutoscaler(api, byUse).spec.behavior,
  "workers by their gauges": gaugeAutoscaler(worker, 50, byGauges).spec.behavior,
  "workers by the queue": scaledObject(worker, source, byQueue).spec.advanced.horizontalPodAutoscalerConfig.behavior,
};

test.each(Object.entries(behaviors))("%s are removed one at a time, each only after the last one's grace", (_, it) => {
  const { gracePeriodSeconds, window } =
    it === behaviors["API servers by use"]
      ? { gracePeriodSeconds: 60, window: 300 }
      : { gracePeriodSeconds: 660, window: 600 };
  expect(it).toEqual({
    scaleDown: {
      policies: [{ periodSeconds: gracePeriodSeconds, type: "Pods", value: 1 }],
      stabilizationWindowSeconds: window,
    },
  });
});

test("a grace of hours does not ask for a period that the API server refuses", () => {
  const { behavior } = gaugeAutoscaler({ ...worker, gracePeriodSeconds: 86_400 }, 50, byGauges).spec;
  expect(behavior.scaleDown.policies).toEqual([{ periodSeconds: 1800, type: "Pods", value: 1 }]);
});

test("workers by their gauges are busy to a share of their threads", () => {
  expect(gaugeAutoscaler(worker, 50, byGauges).spec.metrics).toEqual(
    ["ds_worker_active_execute_thread", "ds_worker_execute_queue_size"].map((name) => ({
      pods: { metric: { name }, target: { averageValue: "40", type: "AverageValue" } },
      type: "Pods",
    })),
  );
});

test("a share of one thread is still a thread", () => {
  const [metric] = gaugeAutoscaler(worker, 1, { ...byGauges, busyPercent: 10 }).spec.metrics;
  expect(metric?.pods.target.averageValue).toBe("1");
});

test("only 3.2.2 shows how busy its workers are", () => {
  const versions = Object.keys(applicationVersions);
  expect(versions.filter((version) => showsGauges(applicationVersion(version)))).toEqual(["3.2.2"]);
});

test("KEDA's objects are what its own schema wants", () => {
  const keda = "keda/keda.sh/v1alpha1";
  expect(complaints(keda, "ScaledObject", [scaledObject(worker, source, byQueue)])).toEqual([]);
  expect(complaints(keda, "TriggerAuthentication", [triggerAuthentication(worker, database)])).toEqual([]);
});

test("workers by the queue are as many as have its tasks at a share of their threads", () => {
  const { spec } = scaledObject(worker, source, byQueue);
  expect(spec).toMatchObject({
    maxReplicaCount: 8,
    minReplicaCount: 2,
    pollingInterval: 30,
    scaleTargetRef: { apiVersion: "apps/v1", kind: "StatefulSet", name: "ds-worker" },
  });
  expect(spec.triggers).toEqual([
    expect.objectContaining({ metadata: expect.objectContaining({ targetQueryValue: "40" }), type: "postgresql" }),
  ]);
});

test("KEDA's connection trusts the database no less than the servers do", () => {
  const modeOf = (parameters: PostgresBinding["parameters"]) =>
    scaledObject(worker, { ...source, database: { ...database, parameters } }, byQueue).spec.triggers[0]?.metadata
      .sslmode;
  expect(["verify-full", "require", "disable"].map((sslmode) => modeOf({ sslmode }))).toEqual([
    "verify-full",
    "require",
    "disable",
  ]);
});

test("no credential is in KEDA's objects: its operator reads the binding's Secret", () => {
  expect(triggerAuthentication(worker, database).spec.secretTargetRef).toEqual([
    { key: "database", name: "ds-database", parameter: "dbName" },
    { key: "host", name: "ds-database", parameter: "host" },
    { key: "password", name: "ds-database", parameter: "password" },
    { key: "port", name: "ds-database", parameter: "port" },
    { key: "username", name: "ds-database", parameter: "userName" },
  ]);
  const { triggers } = scaledObject(worker, source, byQueue).spec;
  expect(triggers.map(({ metadata }) => Object.keys(metadata).sort())).toEqual([
    ["query", "sslmode", "targetQueryValue"],
  ]);
});
