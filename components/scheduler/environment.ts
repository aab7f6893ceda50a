import { javaOptions } from "./java.ts";
import { loggingVariables } from "./logs.ts";
import { dataFolder } from "./properties.ts";
import { runsAsRoot } from "./tenants.ts";
import type { SchedulerSpec, ServerName } from "./types.ts";
import { applicationVersion } from "./versions/index.ts";

/** Variables of every container of the chart, from the ConfigMap R-common. Never empty: pods fail without it. */
export function commonEnvironment(): Record<string, string> {
  return {
    DATAX_LAUNCHER: "/opt/soft/datax/bin/datax.py",
    DATA_BASEDIR_PATH: dataFolder,
    DOLPHINSCHEDULER_OPTS: "",
    FLINK_HOME: "/opt/soft/flink",
    HADOOP_CONF_DIR: "/opt/soft/hadoop/etc/hadoop",
    HADOOP_HOME: "/opt/soft/hadoop",
    HIVE_HOME: "/opt/soft/hive",
    JAVA_HOME: "/opt/java/openjdk",
    PYTHON_LAUNCHER: "/usr/bin/python/bin/python3",
    RESOURCE_UPLOAD_PATH: "/dolphinscheduler",
    SPARK_HOME: "/opt/soft/spark",
  };
}

/** Plain variables of a server, sorted; what the user set wins. Values that come from a binding are not among them. */
export function serverEnvironment(spec: SchedulerSpec, server: ServerName): Record<string, string> {
  const all = {
    JAVA_OPTS: javaOptions(spec, server),
    ...actuator(server),
    ...kubernetesClientOff,
    ...loggingVariables(spec),
    ...(runsAsRoot(spec, server) ? {} : { HOME: "/tmp" }),
    ...own[server](spec),
    ...spec.servers[server].env,
  };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Variables that make the servers and the database agree on the time: pgjdbc opens sessions in the JVM's zone. */
export function zoneEnvironment(spec: SchedulerSpec): Record<string, string> {
  return { SPRING_JACKSON_TIME_ZONE: spec.timezone, TZ: spec.timezone };
}

/**
 * Names that the chart sets, or once set, and that bind to nothing (apache/dolphinscheduler#16410). A reader would take
 * them for settings.
 */
export const staleVariables: readonly string[] = [
  "DEFAULT_TENANT_ENABLED",
  "MASTER_EXEC_TASK_NUM",
  "MASTER_HEARTBEAT_ERROR_THRESHOLD",
  "MASTER_KILL_APPLICATION_WHEN_HANDLE_FAILOVER",
  "MASTER_TASK_COMMIT_RETRYTIMES",
  "WORKER_TENANT_CONFIG_DISTRIBUTED_TENANT",
];

/**
 * The actuator has no sign-in: it shows no details and has no endpoint beyond what probes, drain and metrics need.
 *
 * Ready means that the server reaches the registry (its own health indicator, named like the server) and the database.
 * Alive means the same of the registry for servers that never connect again once they lost it (#17265): they must be
 * restarted. Masters and workers end themselves then.
 */
function actuator(server: ServerName): Record<string, string> {
  const restartedWithoutRegistry = server === "api" || server === "alert";
  return {
    MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE: "health,prometheus",
    ...(restartedWithoutRegistry
      ? { MANAGEMENT_ENDPOINT_HEALTH_GROUP_LIVENESS_INCLUDE: `livenessState,${server}` }
      : {}),
    MANAGEMENT_ENDPOINT_HEALTH_GROUP_READINESS_INCLUDE: [
      "readinessState",
      ...(server === "worker" ? [] : ["db"]),
      server,
    ].join(","),
    // Spring offers the probe paths only on a platform it detects, and the detection is switched off below.
    MANAGEMENT_ENDPOINT_HEALTH_PROBES_ENABLED: "true",
    MANAGEMENT_ENDPOINT_HEALTH_SHOW_DETAILS: "never",
  };
}

/**
 * spring-cloud-kubernetes off, by the names of 2021.0 (`enabled`) and of later ones (`cloud-platform`). Otherwise each
 * server reads and follows a ConfigMap named `master-server`, `worker-server`, ... and needs a token for it.
 */
const kubernetesClientOff = {
  SPRING_CLOUD_KUBERNETES_CONFIG_ENABLED: "false",
  SPRING_CLOUD_KUBERNETES_ENABLED: "false",
  SPRING_CLOUD_KUBERNETES_RELOAD_ENABLED: "false",
  SPRING_MAIN_CLOUD_PLATFORM: "none",
};

const own: Record<ServerName, (spec: SchedulerSpec) => Record<string, string>> = {
  master: (spec) => {
    const threads = applicationVersion(spec.version).masterThreadsVariable;
    if (threads === undefined) return { ...disconnected("MASTER"), ...masterBoundByOwnLoad };
    return {
      [threads]: String(spec.servers.master.execThreads),
      ...disconnected("MASTER"),
      ...loadProtectionOff("MASTER"),
    };
  },
  worker: (spec) => {
    const osUsers = spec.servers.worker.tenants.mode === "os-users";
    return {
      ...disconnected("WORKER"),
      ...loadProtectionOff("WORKER"),
      // The chart sets it for every version.
      WORKER_EXEC_THREADS: String(spec.servers.worker.execThreads),
      [applicationVersion(spec.version).workerThreadsVariable]: String(spec.servers.worker.execThreads),
      WORKER_TENANT_CONFIG_AUTO_CREATE_TENANT_ENABLED: String(osUsers),
      // The tenant "default" runs as the worker's own user; any other would have to be in /etc/passwd.
      WORKER_TENANT_CONFIG_DEFAULT_TENANT_ENABLED: String(!osUsers),
    };
  },
  api: () => ({ API_PYTHON_GATEWAY_ENABLED: "false" }),
  // NetUtils takes the pod's name for its host where this variable is set, and a Deployment's pod name does not
  // resolve. Empty, it registers the address, which also holds with several replicas. (A host name and subdomain of
  // ours would be the same for all of them, and one owner of their lock.)
  alert: () => ({ KUBERNETES_SERVICE_HOST: "" }),
};

/**
 * A server that lost the registry leaves and is restarted, as later versions do. "waiting" keeps the old ZooKeeper
 * addresses for ever (apache/dolphinscheduler#17265) and forgets tasks that still run.
 */
const disconnected = (prefix: string) => ({ [`${prefix}_REGISTRY_DISCONNECT_STRATEGY_STRATEGY`]: "stop" });

/**
 * Where threads bound the work. Load protection measures the node, not the pod (#15049, #15313), so a busy neighbour
 * would idle the server.
 */
const loadProtectionOff = (prefix: string) => ({ [`${prefix}_SERVER_LOAD_PROTECTION_ENABLED`]: "false" });

/**
 * Where nothing else bounds a master (BaseServerLoadProtection): its JVM's own share of processors, at the value that
 * the application has, while no share of the node exceeds 1.
 *
 * The number of workflow instances, which 3.4.2 can bound too (#17159), is left alone: a workflow that waits for another
 * one is counted, and the command of the one that it waits for would not be taken (#4300). #18570 is a standstill with it.
 */
const masterBoundByOwnLoad = {
  MASTER_SERVER_LOAD_PROTECTION_ENABLED: "true",
  MASTER_SERVER_LOAD_PROTECTION_MAX_DISK_USAGE_PERCENTAGE_THRESHOLDS: "1",
  MASTER_SERVER_LOAD_PROTECTION_MAX_JVM_CPU_USAGE_PERCENTAGE_THRESHOLDS: "0.8",
  MASTER_SERVER_LOAD_PROTECTION_MAX_SYSTEM_CPU_USAGE_PERCENTAGE_THRESHOLDS: "1",
  MASTER_SERVER_LOAD_PROTECTION_MAX_SYSTEM_MEMORY_USAGE_PERCENTAGE_THRESHOLDS: "1",
};
