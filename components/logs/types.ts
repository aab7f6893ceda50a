/** How log files are kept from filling their volumes. */
export interface LogUpkeepSpec {
  /** Days after which the file of a task's log, or of a server's, is deleted. */
  readonly retentionDays: number;
  /** What the servers write to the console: lines for people, or one JSON object a line for machines. */
  readonly format: "text" | "json";
}

/** Work by which a volume of logs is sized. */
export interface TaskRate {
  /** Tasks that one server finishes in a day. */
  readonly tasksPerDay: number;
  /** Average length of one task's log in kilobytes (1000 bytes). */
  readonly kilobytesPerTask: number;
  readonly retentionDays: number;
}

/** Shares of one volume, in bytes. */
export interface LogShares {
  /** What the server's own files may use. */
  readonly serverLogs: number;
  /** What task logs may use; zero on servers that have none. */
  readonly taskLogs: number;
}
