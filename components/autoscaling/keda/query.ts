import type { TaskQueue } from "../../scheduler/versions/database.ts";

/**
 * Counts the tasks that wait for a worker or are on one. It reads and nothing else, and takes no lock that anybody waits
 * for.
 *
 * Tasks that wait for a slot of their task group are not counted: another worker would not start them. Columns and codes
 * are the same from 3.2.2 to 3.4.2 (dolphinscheduler_postgresql.sql, TaskGroupQueueStatus).
 */
export function queueQuery(queue: TaskQueue): string {
  const types = queue.masterTypes.map((type) => `'${type}'`).join(", ");
  return [
    "SELECT count(*) FROM t_ds_task_instance task",
    `WHERE ${unfinished(queue)} AND task_type NOT IN (${types})`,
    "AND NOT EXISTS (SELECT FROM t_ds_task_group_queue waiting",
    "WHERE waiting.task_id = task.id AND waiting.in_queue = 1 AND waiting.status = -1)",
  ].join(" ");
}

/**
 * The index that makes the query cheap: the application has none on the state, and the table keeps every task that ever
 * ran. It holds unfinished tasks alone, so it stays small. Another set of states is another index.
 */
export function queueIndex(queue: TaskQueue): string {
  const name = `idx_dolphinpod_tasks_${queue.states.join("_")}`;
  return `CREATE INDEX CONCURRENTLY IF NOT EXISTS ${name} ON t_ds_task_instance (task_type) WHERE ${unfinished(queue)}`;
}

const unfinished = ({ states }: TaskQueue) => `state IN (${states.join(", ")})`;
