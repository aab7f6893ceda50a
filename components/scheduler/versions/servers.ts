import type { ServerName } from "../types.ts";
import type { ApplicationMeter } from "./meters.ts";
import type { ServerFacts } from "./types.ts";

/**
 * The four servers: same classes, ports and actuator paths from 3.2.2 on.
 * Sources: `src/main/bin/start.sh` and `src/main/resources/application.yaml` of each server at tag 3.2.2 and at dev.
 */
export function serverFacts(configFolder: (server: ServerName) => string): Record<ServerName, ServerFacts> {
  return {
    master: {
      mainClass: "org.apache.dolphinscheduler.server.master.MasterServer",
      port: 5678,
      actuatorPort: 5679,
      actuatorPath: "/actuator",
      configFolder: configFolder("master"),
    },
    worker: {
      mainClass: "org.apache.dolphinscheduler.server.worker.WorkerServer",
      port: 1234,
      actuatorPort: 1235,
      actuatorPath: "/actuator",
      configFolder: configFolder("worker"),
    },
    api: {
      mainClass: "org.apache.dolphinscheduler.api.ApiApplicationServer",
      port: 12345,
      actuatorPort: 12345,
      actuatorPath: "/dolphinscheduler/actuator",
      configFolder: configFolder("api"),
    },
    alert: {
      mainClass: "org.apache.dolphinscheduler.alert.AlertServer",
      port: 50052,
      actuatorPort: 50053,
      actuatorPath: "/actuator",
      configFolder: configFolder("alert"),
    },
  };
}

/** Gauges of running and of waiting tasks (WorkerTaskExecutorThreadPool). */
export const workGauges = ["ds_worker_active_execute_thread", "ds_worker_execute_queue_size"];

/** The last chart that renders what images can run without a rebuild (apache/dolphinscheduler#17495, #17674). */
export const lastFittingChart = {
  repository: "oci://registry-1.docker.io/apache/dolphinscheduler-helm",
  version: "3.2.2",
};

/**
 * Meters that count in every version.
 * Sources: the `*Metrics.java` of each server and their callers, at tag 3.2.2 and in the published sources of 3.4.2.
 */
export const lastingMeters: readonly ApplicationMeter[] = [
  "ds_alert_pending",
  "ds_alert_uncached_exception",
  "ds_api_request_count_total",
  "ds_api_resource_download_size_bytes",
  "ds_api_resource_upload_size_bytes",
  "ds_api_response_count_total",
  "ds_api_uncached_exception",
  "ds_master_consume_command_count_total",
  "ds_master_cpu_usage",
  "ds_master_memory_available",
  "ds_master_memory_usage",
  "ds_master_overload_count_total",
  "ds_master_quartz_job_executed_total",
  "ds_master_quartz_job_execution_time_seconds",
  "ds_master_uncached_exception",
  "ds_worker_cpu_usage",
  "ds_worker_memory_available",
  "ds_worker_memory_usage",
  "ds_worker_resource_download_count_total",
  "ds_worker_resource_download_duration_seconds",
  "ds_worker_resource_download_size_bytes",
  "ds_worker_uncached_exception",
  "ds_workflow_command_query_duration_seconds",
  "ds_workflow_instance_running",
];
