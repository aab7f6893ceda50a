import { openAdvisories } from "./advisories.ts";
import { workerStates } from "./database.ts";
import { lastFittingChart, lastingMeters, serverFacts, workGauges } from "./servers.ts";
import type { ApplicationVersion } from "./types.ts";

/**
 * 3.3.x: configuration moved into one folder a server, S3 keys were renamed, and plugins left the images
 * (apache/dolphinscheduler#16613, #17143, #17495, #17557). Read at dev of October 2024 and in those issues.
 */
export function version33(version: string): ApplicationVersion {
  return {
    version,
    chart: lastFittingChart,
    plugins: "own-image",
    // pom.xml attaches the shaded jar beside the thin one (shadedClassifierName), and script/install-plugins.sh fetches it:
    // with the thin one a server fails with NoClassDefFoundError (apache/dolphinscheduler#17488, mended by #17496).
    pluginClassifier: "shade",
    classPath: {
      kind: "folders",
      folder: "/opt/dolphinscheduler/plugins",
      groups: {
        alert: "alert-plugins",
        api: "datasource-plugins",
        master: "datasource-plugins",
        worker: "datasource-plugins",
      },
    },
    // start.sh leaves the working directory at /opt/dolphinscheduler, and logback writes to "logs" below it.
    logsFolder: "/opt/dolphinscheduler/logs",
    servers: serverFacts((server) => `/opt/dolphinscheduler/${server}-server/conf`),
    // S3StorageOperatorFactory and S3RemoteLogHandler read the same prefix "aws.s3.".
    objectStoreKeys: {
      accessKeyId: ["aws.s3.access.key.id"],
      secretAccessKey: ["aws.s3.access.key.secret"],
      region: ["aws.s3.region"],
      bucket: ["aws.s3.bucket.name"],
      endpoint: ["aws.s3.endpoint"],
    },
    // The chart ships "aws.credentials.provider.type", which nothing reads. There is no web identity (#17742, #17867).
    objectStoreAuth: {
      "static-keys": { "aws.s3.credentials.provider.type": "AWSStaticCredentialsProvider" },
      "instance-profile": { "aws.s3.credentials.provider.type": "InstanceProfileCredentialsProvider" },
    },
    logins: ["password", "ldap", "casdoor"],
    // upgrade/3.3.0_schema makes t_ds_jdbc_registry_*.
    jdbcRegistryTables: "schema",
    // master.exec-threads is gone; a master takes commands until it is overloaded (CommandEngine of 3.4.2).
    masterThreadsVariable: undefined,
    // worker.exec-threads is gone (#16790): it is worker.physical-task-config.task-executor-thread-size, as the
    // documentation of the configuration says (docs/en/architecture/configuration.md).
    workerThreadsVariable: "WORKER_PHYSICAL_TASK_CONFIG_TASK_EXECUTOR_THREAD_SIZE",
    // No worker shows these any more (#16790), so a stop waits its whole time: see stop-script.ts.
    workGauges,
    // The new task engine (apache/dolphinscheduler#16790) counts no task and shows no queue or thread; workflows are not
    // counted either until #18082. Heartbeats and calls between servers are.
    metrics: {
      meters: [
        ...lastingMeters,
        "ds_alert_heartbeat_count_total",
        "ds_master_heartbeat_count_total",
        "ds_rpc_client_sync_request_duration_time_seconds",
        "ds_rpc_client_sync_request_exception_count_total",
        "ds_worker_heartbeat_count_total",
      ],
      workflowStates: undefined,
    },
    // ILogicTaskPluginFactory at dev of October 2024; 3.4 has no DYNAMIC any more.
    taskQueue: { states: workerStates, masterTypes: ["CONDITIONS", "DEPENDENT", "DYNAMIC", "SUB_WORKFLOW", "SWITCH"] },
    advisories: openAdvisories(version),
  };
}
