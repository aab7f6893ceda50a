import { newestSafeVersion } from "../../components/scheduler/versions/index.ts";
import { persistent } from "./layers.ts";
import type { Layer } from "./schema.ts";
import type { EnvironmentClass } from "./spec.ts";

const smallCpu = { request: "100m", limit: "1" };
const smallServer = {
  replicas: 1,
  cpu: smallCpu,
  memory: { request: "768Mi", limit: "1Gi" },
};
const smallService = { cpu: smallCpu, memory: { request: "256Mi", limit: "512Mi" } };

/** For developing and trying out: everything in the cluster, one of each, small enough for a laptop. */
const dev: Layer = {
  master: { ...smallServer, logs: persistent("5Gi") },
  worker: {
    ...smallServer,
    memory: { request: "768Mi", limit: "1536Mi" },
    logs: persistent("5Gi"),
    threads: 10,
    drain: 30,
    data: persistent("5Gi"),
  },
  api: { ...smallServer, logs: "2Gi" },
  alert: { ...smallServer, memory: { request: "384Mi", limit: "512Mi" }, logs: "1Gi" },
  database: { ...smallService, backend: "in-cluster", storage: { size: "5Gi" } },
  objectStore: { ...smallService, backend: "minio", storage: { size: "5Gi" } },
  registry: { ...smallService, members: 1, storage: { size: "2Gi" } },
  logs: { upkeep: "application", tasksPerDay: 1000 },
  availability: { priorityClasses: "none" },
};

const largeServer = {
  replicas: 3,
  cpu: { request: "2", limit: "4" },
  memory: { request: "8Gi", limit: "8Gi" },
  logs: { kind: "persistent" as const },
};

/** For work that matters: nothing that one lost pod or node takes down, and data that lives outside the cluster. */
const prod: Layer = {
  version: newestSafeVersion(),
  master: { ...largeServer, spread: "required" },
  worker: {
    ...largeServer,
    cpu: { request: "4", limit: "4" },
    data: persistent("50Gi"),
  },
  api: {
    cpu: { request: "1", limit: "2" },
    memory: { request: "4Gi", limit: "4Gi" },
    autoscaling: { min: 2, max: 4, cpu: 70 },
  },
  database: { backend: "rds", storage: { size: "100Gi" }, storageLimit: "500Gi" },
  objectStore: { backend: "s3", taskLogDays: 180 },
  monitoring: { mode: "prometheus-operator" },
  isolation: { monitoringNamespace: "monitoring" },
  registry: { members: 3, storage: { size: "20Gi" } },
  mesh: { mode: "linkerd" },
  logs: { format: "json" },
};

export const classLayers: Readonly<Record<EnvironmentClass, Layer>> = { dev, prod };
