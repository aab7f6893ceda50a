/** Which rows of `t_ds_task_instance` are work for a worker. */
export interface TaskQueue {
  /** States of a task that waits for a worker or is on one. */
  readonly states: readonly number[];
  /** Types of tasks that run inside a master, and so need no worker. */
  readonly masterTypes: readonly string[];
}

/**
 * Submitted, running, dispatched (TaskExecutionStatus, the same at 3.2.2 and in the published sources of 3.4.2).
 *
 * Left out are 12, delayed: it waits in its master until it is dispatched. And 8, failed over: that row stays in this
 * state for ever, and another takes its place (WorkerFailoverService, FailoverTaskInstanceFactory), so counting it, as
 * the chart does, would keep workers for work that nobody does.
 */
export const workerStates: readonly number[] = [0, 1, 17];

/**
 * Connections of a server's pool: HikariCP's own default, because no `application.yaml` from 3.2.2 to 3.4.2 says a
 * number. A jdbc registry has a second pool of the same size (JdbcRegistryAutoConfiguration).
 */
export const poolSize = 10;
