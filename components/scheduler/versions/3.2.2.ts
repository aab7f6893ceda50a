import { openAdvisories } from "./advisories.ts";
import { workerStates } from "./database.ts";
import { lastFittingChart, lastingMeters, serverFacts, workGauges } from "./servers.ts";
import type { ApplicationVersion } from "./types.ts";

/** 3.2.2 (July 2024): the last version whose stock images run under the chart as they are. */
export const version322: ApplicationVersion = {
  version: "3.2.2",
  chart: lastFittingChart,
  plugins: "in-image",
  pluginClassifier: undefined,
  classPath: { kind: "home", home: "/opt/dolphinscheduler" },
  logsFolder: "/opt/dolphinscheduler/logs",
  // Dockerfile and start.sh: one folder, the class path starts with $DOLPHINSCHEDULER_HOME/conf.
  servers: serverFacts(() => "/opt/dolphinscheduler/conf"),
  // TaskConstants, Constants and S3RemoteLogHandler: resources and task logs have keys of their own.
  objectStoreKeys: {
    accessKeyId: ["resource.aws.access.key.id", "remote.logging.s3.access.key.id"],
    secretAccessKey: ["resource.aws.secret.access.key", "remote.logging.s3.access.key.secret"],
    region: ["resource.aws.region", "remote.logging.s3.region"],
    bucket: ["resource.aws.s3.bucket.name", "remote.logging.s3.bucket.name"],
    endpoint: ["resource.aws.s3.endpoint", "remote.logging.s3.endpoint"],
  },
  // S3StorageOperator knows AWSStaticCredentialsProvider only.
  objectStoreAuth: { "static-keys": {} },
  // AuthenticationType; the "oauth2" of its application.yaml is GitHub's and Google's alone.
  logins: ["password", "ldap", "casdoor"],
  // tools/bin/initialize-jdbc-registry.sh; it leaves tables alone that exist (CommandApplication).
  jdbcRegistryTables: "script",
  masterThreadsVariable: "MASTER_EXEC_THREADS",
  workerThreadsVariable: "WORKER_EXEC_THREADS",
  workGauges,
  // Declared and never counted: ds.task.dispatch.*, ds.alert.send.count, ds.worker.overload.count, ds.api.response.time.
  // ds.task.prepared is the queue of whichever workflow came first.
  metrics: {
    meters: [
      ...lastingMeters,
      "ds_task_execution_count_by_type_total",
      "ds_task_instance_count_total",
      "ds_worker_active_execute_thread",
      "ds_worker_execute_queue_size",
      "ds_worker_full_submit_queue_count_total",
      "ds_workflow_create_command_count_total",
      "ds_workflow_instance_count_total",
      "ds_workflow_instance_generate_duration_seconds",
    ],
    // ProcessInstanceMetrics
    workflowStates: {
      succeeded: "success",
      failed: "fail",
      others: ["failover", "finish", "stop", "submit", "timeout"],
    },
  },
  // TaskUtils.MASTER_TASK_TYPES
  taskQueue: {
    states: workerStates,
    masterTypes: ["BLOCKING", "CONDITIONS", "DEPENDENT", "DYNAMIC", "SUB_PROCESS", "SWITCH"],
  },
  advisories: openAdvisories("3.2.2"),
};
