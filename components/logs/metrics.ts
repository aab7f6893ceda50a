/** Where the log cleaner shows its metrics: a port of the master's and of the worker's pods, by name and number. */
export const cleanerPort = { name: "metrics", number: 9478, path: "/metrics" } as const;

/** Servers with task logs, whose pods have a log cleaner where logs are kept up. */
export const cleanedServers = ["master", "worker"] as const;

/** Metrics of the log cleaner (cleaner-script.ts writes them; all but the counters are of the last pass). */
export const cleanerMetrics = {
  /** Counter with label `reason`: "age" or "size". */
  deletedFiles: "dolphinpod_log_cleaner_deleted_files_total",
  /** Counter with label `reason`: "age" or "size". */
  deletedBytes: "dolphinpod_log_cleaner_deleted_bytes_total",
  /** Counter: files or folders that could not be looked at or deleted, or are another user's; in each pass again. */
  errors: "dolphinpod_log_cleaner_errors_total",
  /** Gauge: bytes on the disk of task logs that are left. */
  taskLogBytes: "dolphinpod_log_cleaner_task_log_bytes",
  /** Gauge: the bytes that task logs may use. Above it only when what is left is too young or open. */
  limitBytes: "dolphinpod_log_cleaner_limit_bytes",
  /** Gauge: files that were due and stayed because something has them open. */
  openFiles: "dolphinpod_log_cleaner_open_files",
  /** Gauge: Unix time at which the last pass ended; 0 before the first. */
  lastPass: "dolphinpod_log_cleaner_last_pass_timestamp_seconds",
  /** Gauge. */
  passSeconds: "dolphinpod_log_cleaner_last_pass_duration_seconds",
} as const;
