import type { ToolsRun } from "../../scheduler/tools-job.ts";
import { runSql, sqlVariables } from "../../scheduler/tools-sql.ts";
import type { TaskQueue } from "../../scheduler/versions/database.ts";
import { queueIndex } from "./query.ts";

/** Makes the index of the query once the tables exist; hand it to the scheduler as `afterSchema`. */
export function queueIndexRun(queue: TaskQueue): ToolsRun {
  const variables = { ...sqlVariables("/tmp/queue.sql", ";"), QUEUE_SQL: queueIndex(queue) };
  return {
    annotations: {},
    component: "queue",
    script: `printf %s "$QUEUE_SQL" > /tmp/queue.sql\n${runSql}`,
    variables: Object.entries(variables).map(([name, value]) => ({ name, value })),
  };
}
