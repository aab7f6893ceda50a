import type { ServerName } from "../types.ts";

/**
 * What a meter becomes when Prometheus reads it. A timer is in seconds and has `_count`, `_sum` and `_max`; a histogram
 * has `_bucket` besides, without which there are no quantiles over several pods.
 */
export type MeterKind = "counter" | "gauge" | "timer" | "histogram";

/** One meter of the application, named as Prometheus knows it, without the endings of timers and histograms. */
export interface Meter {
  readonly kind: MeterKind;
  readonly servers: readonly ServerName[];
  /** Labels beside those of the scrape and `application`. */
  readonly labels: readonly string[];
}

const all: readonly ServerName[] = ["master", "worker", "api", "alert"];
/** Servers with a connection pool: the worker has one only where the registry is tables in the database. */
const pooled: readonly ServerName[] = ["master", "api", "alert"];

function meter(kind: MeterKind, servers: readonly ServerName[], ...labels: string[]): Meter {
  return { kind, servers, labels };
}

/**
 * Meters of every server in every version: Spring Boot 2.7 with Micrometer 1.9 registers them
 * (https://docs.spring.io/spring-boot/docs/2.7.x/reference/html/actuator.html#actuator.metrics.supported).
 */
export const commonMeters = {
  hikaricp_connections: meter("gauge", pooled, "pool"),
  hikaricp_connections_acquire_seconds: meter("timer", pooled, "pool"),
  hikaricp_connections_active: meter("gauge", pooled, "pool"),
  hikaricp_connections_idle: meter("gauge", pooled, "pool"),
  hikaricp_connections_max: meter("gauge", pooled, "pool"),
  hikaricp_connections_pending: meter("gauge", pooled, "pool"),
  hikaricp_connections_timeout_total: meter("counter", pooled, "pool"),
  hikaricp_connections_usage_seconds: meter("timer", pooled, "pool"),
  http_server_requests_seconds: meter("timer", all, "exception", "method", "outcome", "status", "uri"),
  jvm_gc_memory_allocated_bytes_total: meter("counter", all),
  jvm_gc_pause_seconds: meter("timer", all, "action", "cause"),
  jvm_memory_committed_bytes: meter("gauge", all, "area", "id"),
  jvm_memory_max_bytes: meter("gauge", all, "area", "id"),
  jvm_memory_used_bytes: meter("gauge", all, "area", "id"),
  jvm_threads_live_threads: meter("gauge", all),
  logback_events_total: meter("counter", all, "level"),
  process_cpu_usage: meter("gauge", all),
  process_files_max_files: meter("gauge", all),
  process_files_open_files: meter("gauge", all),
  process_uptime_seconds: meter("gauge", all),
  system_cpu_usage: meter("gauge", all),
} as const satisfies Record<string, Meter>;

/**
 * The application's own meters that count or measure something in at least one version. Each version says which it has:
 * a meter that is declared and never used is left out, because it stays 0 or is not there at all.
 */
export const applicationMeters = {
  ds_alert_heartbeat_count_total: meter("counter", ["alert"]),
  /** Alerts that wait in the server's own queue. */
  ds_alert_pending: meter("gauge", ["alert"]),
  ds_alert_uncached_exception: meter("gauge", ["alert"]),
  ds_api_request_count_total: meter("counter", ["api"]),
  ds_api_resource_download_size_bytes: meter("histogram", ["api"]),
  ds_api_resource_upload_size_bytes: meter("histogram", ["api"]),
  ds_api_response_count_total: meter("counter", ["api"], "code"),
  ds_api_uncached_exception: meter("gauge", ["api"]),
  ds_master_consume_command_count_total: meter("counter", ["master"]),
  /** Share of the node's processors, from 0 to 1; so are the other usages. */
  ds_master_cpu_usage: meter("gauge", ["master"]),
  ds_master_heartbeat_count_total: meter("counter", ["master"]),
  /** GiB. */
  ds_master_memory_available: meter("gauge", ["master"]),
  ds_master_memory_usage: meter("gauge", ["master"]),
  /** Once a second while load protection lets the master take no commands. */
  ds_master_overload_count_total: meter("counter", ["master"]),
  ds_master_quartz_job_executed_total: meter("counter", ["master"], "class", "exception", "method", "result"),
  ds_master_quartz_job_execution_time_seconds: meter("histogram", ["master"], "class", "exception", "method"),
  ds_master_uncached_exception: meter("gauge", ["master"]),
  ds_rpc_client_sync_request_duration_time_seconds: meter(
    "histogram",
    all,
    "client_host",
    "method_name",
    "server_host",
  ),
  ds_rpc_client_sync_request_exception_count_total: meter(
    "counter",
    all,
    "client_host",
    "exception_name",
    "method_name",
    "server_host",
  ),
  ds_task_execution_count_by_type_total: meter("counter", ["worker"], "task_type"),
  ds_task_instance_count_total: meter("counter", ["master"], "state"),
  ds_worker_active_execute_thread: meter("gauge", ["worker"]),
  ds_worker_cpu_usage: meter("gauge", ["worker"]),
  ds_worker_execute_queue_size: meter("gauge", ["worker"]),
  /** Tasks that a worker refused because all its threads were taken. */
  ds_worker_full_submit_queue_count_total: meter("counter", ["worker"]),
  ds_worker_heartbeat_count_total: meter("counter", ["worker"]),
  /** GiB. */
  ds_worker_memory_available: meter("gauge", ["worker"]),
  ds_worker_memory_usage: meter("gauge", ["worker"]),
  ds_worker_resource_download_count_total: meter("counter", ["worker"], "status"),
  ds_worker_resource_download_duration_seconds: meter("histogram", ["worker"]),
  ds_worker_resource_download_size_bytes: meter("histogram", ["worker"]),
  ds_worker_uncached_exception: meter("gauge", ["worker"]),
  ds_workflow_command_query_duration_seconds: meter("timer", ["master"]),
  ds_workflow_create_command_count_total: meter("counter", ["api", "master"], "class", "exception", "method", "result"),
  /**
   * By workflow definition too: `process_definition_code` in 3.2.2, `workflow_definition_code` in 3.4.2. Each series is
   * born at 1; those of the definition "dummy" are there from the start and stay 0.
   */
  ds_workflow_instance_count_total: meter("counter", ["master"], "state", "workflow_definition_code"),
  ds_workflow_instance_generate_duration_seconds: meter("timer", ["master"]),
  ds_workflow_instance_running: meter("gauge", ["master"]),
} as const satisfies Record<string, Meter>;

export type ApplicationMeter = keyof typeof applicationMeters;
export type MeterName = keyof typeof commonMeters | ApplicationMeter;
