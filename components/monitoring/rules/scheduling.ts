import { type Context, has, jobs, matchers, series } from "../context.ts";
import type { Alert, Recording, RuleGroup } from "./rule.ts";

/** Seconds that one query for commands takes, per master. */
export const commandQuery = "dolphinscheduler:command_query_seconds:mean5m";
/** Commands that masters take, each second. */
export const commandsTaken = "dolphinscheduler:commands_taken:rate5m";

/** Whether masters take up work and hand it on. */
export function schedulingGroup(context: Context): RuleGroup {
  const query = (ending: "_sum" | "_count") =>
    `rate(${series(context, "master", "ds_workflow_command_query_duration_seconds", ending)}[5m])`;
  const taken = series(context, "master", "ds_master_consume_command_count_total");
  const recordings: Recording[] = [
    { expression: `${query("_sum")} / (${query("_count")} > 0)`, name: commandQuery },
    { expression: `sum by (namespace, job) (rate(${taken}[5m]))`, name: commandsTaken },
  ];
  return {
    alerts: [
      ...overloaded(context),
      notFetching(context),
      slowQuery(context),
      ...backlog(context, taken),
      ...dispatch(context),
      ...heartbeats(context),
    ],
    name: "scheduling",
    recordings,
  };
}

/** Where threads bound a master, its load protection is off (components/scheduler/environment.ts). */
function overloaded(context: Context): Alert[] {
  if (context.version.masterThreadsVariable !== undefined) return [];
  return [
    {
      description: "It uses more of its processors than its load protection allows, so it takes no commands.",
      expression: `rate(${series(context, "master", "ds_master_overload_count_total")}[5m]) > 0.5`,
      for: "10m",
      name: "DolphinMasterOverloaded",
      severity: "warning",
      summary: "{{ $labels.pod }} takes no commands because it is overloaded.",
    },
  ];
}

/** An idle master asks once a second, so silence is no lack of work. */
function notFetching(context: Context): Alert {
  const asked = series(context, "master", "ds_workflow_command_query_duration_seconds", "_count");
  const overload = series(context, "master", "ds_master_overload_count_total");
  return {
    description: "It answers and asks the database for no work, so its share of the commands lies there.",
    expression: `rate(${asked}[5m]) == 0 and rate(${overload}[5m]) == 0`,
    for: "5m",
    name: "DolphinMasterIdle",
    severity: "critical",
    summary: "{{ $labels.pod }} stopped asking for commands.",
  };
}

function slowQuery(context: Context): Alert {
  return {
    description: "One query for commands takes {{ $value | humanizeDuration }} on average, so everything starts late.",
    expression: `${commandQuery}{${matchers(context, "master")}} > 1`,
    for: "10m",
    name: "DolphinCommandQuerySlow",
    severity: "warning",
    summary: "The database is slow to hand out commands.",
  };
}

/** Only a version whose commands are all made in one place counts them. */
function backlog(context: Context, taken: string): Alert[] {
  if (!has(context, "ds_workflow_create_command_count_total")) return [];
  const made = `ds_workflow_create_command_count_total{${jobs(context, ["api", "master"])}, exception="none"}`;
  const sum = (counter: string) => `sum by (namespace) (increase(${counter}[30m]))`;
  return [
    {
      description:
        "In half an hour {{ $value | humanize }} more commands were made than masters took: workflows start late.",
      expression: `${sum(made)} - ${sum(taken)} > ${context.spec.thresholds.commandBacklog}`,
      for: "15m",
      name: "DolphinCommandBacklog",
      severity: "warning",
      summary: "Commands pile up.",
    },
  ];
}

/** The older engine's workers count what they refuse; with the newer one, calls between servers are counted. */
function dispatch(context: Context): Alert[] {
  const common = { for: "10m", name: "DolphinDispatchFailing", severity: "warning" } as const;
  if (has(context, "ds_worker_full_submit_queue_count_total")) {
    const refused = series(context, "worker", "ds_worker_full_submit_queue_count_total");
    return [
      {
        ...common,
        description: "All its threads are taken, so it refuses tasks, and masters try again.",
        expression: `rate(${refused}[5m]) > 0`,
        summary: "{{ $labels.pod }} refuses tasks.",
      },
    ];
  }
  const failed = series(context, "master", "ds_rpc_client_sync_request_exception_count_total");
  return [
    {
      ...common,
      description: "Its calls to other servers end with {{ $labels.exception_name }}, so tasks are not handed out.",
      expression: `sum by (namespace, job, pod, exception_name) (rate(${failed}[5m])) > 0.1`,
      summary: "Calls of {{ $labels.pod }} to other servers fail.",
    },
  ];
}

/** A server writes its heartbeat into the registry every ten seconds, and to do so it needs its session. */
function heartbeats(context: Context): Alert[] {
  const meters = (["master", "worker", "alert"] as const)
    .map((server) => ({ meter: `ds_${server}_heartbeat_count_total` as const, server }))
    .filter(({ meter }) => has(context, meter));
  if (meters.length === 0) return [];
  return [
    {
      description:
        "It answers and is not in the registry, so others take it for dead: its work is done again somewhere else.",
      expression: meters.map(({ meter, server }) => `rate(${series(context, server, meter)}[5m]) == 0`).join("\nor\n"),
      for: "3m",
      name: "DolphinHeartbeatsStopped",
      severity: "critical",
      summary: "{{ $labels.pod }} lost its session with the registry.",
    },
  ];
}
