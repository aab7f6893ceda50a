import type { SchedulerSpec, Servers } from "../../components/scheduler/types.ts";

const common = {
  replicas: 3,
  resources: { cpu: { request: "500m", limit: "2" }, memory: { request: "2Gi", limit: "4Gi" } },
  heapMiB: 2048,
  processors: 2,
  logs: { kind: "ephemeral", sizeLimit: "5Gi" },
  gracePeriodSeconds: 60,
  env: {},
  nodeSelector: {},
  tolerations: [],
  priorityClassName: undefined,
  podAnnotations: {},
  podLabels: {},
  spread: "preferred",
} as const;

/** A cluster of ordinary choices: tasks run as the server, ZooKeeper, one volume claim. */
export const spec: SchedulerSpec = {
  name: "dolphin",
  namespace: "data",
  version: "3.2.2",
  image: {
    registry: "apache",
    tag: "3.2.2",
    references: {
      alert: "apache/dolphinscheduler-alert-server:3.2.2",
      api: "apache/dolphinscheduler-api:3.2.2",
      master: "apache/dolphinscheduler-master:3.2.2",
      tools: "apache/dolphinscheduler-tools:3.2.2",
      worker: "apache/dolphinscheduler-worker:3.2.2",
    },
    pullPolicy: "IfNotPresent",
    pullSecrets: [],
  },
  plugins: undefined,
  timezone: "Europe/Berlin",
  servers: {
    master: {
      ...common,
      execThreads: 50,
      partition: 0,
      logs: { kind: "persistent", size: "10Gi", storageClass: "fast" },
    },
    worker: {
      ...common,
      execThreads: 20,
      drainSeconds: 300,
      gracePeriodSeconds: 360,
      partition: 0,
      data: { kind: "ephemeral", sizeLimit: "20Gi" },
      tenants: { mode: "server" },
      autoscaling: undefined,
    },
    api: { ...common, replicas: 2, autoscaling: undefined },
    alert: { ...common, replicas: 1, autoscaling: undefined },
  },
  bindings: {
    database: { type: "postgresql", secretName: "dolphin-database", parameters: { sslmode: "verify-full" } },
    objectStore: { type: "s3", secretName: "dolphin-object-store" },
    registry: { type: "zookeeper", secretName: "dolphin-registry" },
  },
  datasourceSaltSecretName: "dolphin-datasource-salt",
  login: { type: "password" },
  logs: undefined,
};

/** The same cluster with some servers changed. */
export function withServers(change: { [K in keyof Servers]?: Partial<Servers[K]> }): SchedulerSpec {
  const { master, worker, api, alert } = spec.servers;
  return {
    ...spec,
    servers: {
      master: { ...master, ...change.master },
      worker: { ...worker, ...change.worker },
      api: { ...api, ...change.api },
      alert: { ...alert, ...change.alert },
    },
  };
}

export const jdbcSpec: SchedulerSpec = {
  ...spec,
  bindings: { ...spec.bindings, registry: { type: "jdbc", database: spec.bindings.database } },
};

export const osUsersSpec: SchedulerSpec = withServers({
  worker: { tenants: { mode: "os-users", reason: "tenants own files on a shared disk" } },
});
