import { claim } from "./shared-defaults.ts";
import type { Values } from "./types.ts";

const probe = {
  enabled: true,
  initialDelaySeconds: "30",
  periodSeconds: "30",
  timeoutSeconds: "5",
  failureThreshold: "3",
  successThreshold: "1",
};

function server(path: string) {
  return {
    enabled: true,
    annotations: {},
    affinity: {},
    nodeSelector: {},
    tolerations: [],
    resources: {},
    enableCustomizedConfig: false,
    customizedConfig: {},
    livenessProbe: probe,
    readinessProbe: probe,
    service: {
      annotations: {},
      serviceMonitor: { enabled: false, interval: "15s", path, labels: {}, annotations: {} },
    },
  };
}

const actuator = "/actuator/prometheus";
const strategy = { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } };

function loadProtection(prefix: string) {
  const shares = ["SYSTEM_CPU_USAGE", "JVM_CPU_USAGE", "SYSTEM_MEMORY_USAGE", "DISK_USAGE"];
  return Object.fromEntries([
    [`${prefix}_SERVER_LOAD_PROTECTION_ENABLED`, false],
    ...shares.map((it) => [`${prefix}_SERVER_LOAD_PROTECTION_MAX_${it}_PERCENTAGE_THRESHOLDS`, 0.7]),
  ]);
}

/** Servers of the chart 3.2.2, from its values.yaml; `updateStrategy` is of later charts. */
export const serverDefaults: Values = {
  master: {
    ...server(actuator),
    podManagementPolicy: "Parallel",
    updateStrategy: { type: "RollingUpdate" },
    replicas: "3",
    persistentVolumeClaim: { ...claim, enabled: false },
    env: {
      JAVA_OPTS: "-Xms1g -Xmx1g -Xmn512m",
      MASTER_EXEC_THREADS: "100",
      MASTER_EXEC_TASK_NUM: "20",
      MASTER_DISPATCH_TASK_NUM: "3",
      MASTER_HOST_SELECTOR: "LowerWeight",
      MASTER_MAX_HEARTBEAT_INTERVAL: "10s",
      MASTER_HEARTBEAT_ERROR_THRESHOLD: "5",
      MASTER_TASK_COMMIT_RETRYTIMES: "5",
      MASTER_TASK_COMMIT_INTERVAL: "1s",
      MASTER_STATE_WHEEL_INTERVAL: "5s",
      ...loadProtection("MASTER"),
      MASTER_FAILOVER_INTERVAL: "10m",
      MASTER_KILL_APPLICATION_WHEN_HANDLE_FAILOVER: "true",
    },
  },
  worker: {
    ...server(actuator),
    podManagementPolicy: "Parallel",
    updateStrategy: { type: "RollingUpdate" },
    replicas: "3",
    persistentVolumeClaim: {
      enabled: false,
      dataPersistentVolume: { ...claim, enabled: false },
      logsPersistentVolume: { ...claim, enabled: false },
    },
    env: {
      ...loadProtection("WORKER"),
      WORKER_EXEC_THREADS: "100",
      WORKER_MAX_HEARTBEAT_INTERVAL: "10s",
      WORKER_HOST_WEIGHT: "100",
      WORKER_TENANT_CONFIG_AUTO_CREATE_TENANT_ENABLED: true,
      WORKER_TENANT_CONFIG_DISTRIBUTED_TENANT: false,
      WORKER_TENANT_CONFIG_DEFAULT_TENANT_ENABLED: false,
      DEFAULT_TENANT_ENABLED: false,
    },
    keda: {
      enabled: false,
      namespaceLabels: {},
      pollingInterval: 5,
      cooldownPeriod: 30,
      minReplicaCount: 0,
      maxReplicaCount: 3,
      advanced: {},
    },
  },
  alert: {
    ...server(actuator),
    replicas: 1,
    strategy,
    persistentVolumeClaim: { ...claim, enabled: false },
    env: { JAVA_OPTS: "-Xms512m -Xmx512m -Xmn256m" },
  },
  api: {
    ...server(`/dolphinscheduler${actuator}`),
    replicas: "1",
    strategy,
    persistentVolumeClaim: { ...claim, enabled: false },
    service: {
      ...server(`/dolphinscheduler${actuator}`).service,
      type: "ClusterIP",
      clusterIP: "",
      nodePort: "",
      pythonNodePort: "",
      externalIPs: [],
      externalName: "",
      loadBalancerIP: "",
    },
    env: { JAVA_OPTS: "-Xms512m -Xmx512m -Xmn256m" },
    taskTypeFilter: { enabled: false, task: {} },
  },
};
