import { type ServerName, serverNames } from "../../scheduler/types.ts";
import { type Context, has, jobs, matchers, series } from "../context.ts";
import type { Alert, Recording, RuleGroup } from "./rule.ts";

/** Servers that answer, of each kind. */
export const serversUp = "dolphinscheduler:servers_up:sum";

/** Whether the servers are there, and whether they stay. */
export function serverGroup(context: Context): RuleGroup {
  const recordings: Recording[] = [
    { expression: `sum by (namespace, job) (up{${jobs(context, serverNames)}})`, name: serversUp },
  ];
  return {
    alerts: [
      ...serverNames.map((server) => absent(context, server)),
      ...majority(context),
      serverDown(context),
      restarting(context),
      uncaught(context),
    ],
    name: "servers",
    recordings,
  };
}

const absences: Readonly<Record<ServerName, Pick<Alert, "name" | "severity" | "summary" | "description">>> = {
  master: {
    description: "No workflow starts, and running ones do not go on, until a master is back.",
    name: "DolphinMasterAbsent",
    severity: "critical",
    summary: "No master answers.",
  },
  worker: {
    description: "Tasks wait until a worker is back. Those that ran on lost workers are started again.",
    name: "DolphinWorkersAbsent",
    severity: "critical",
    summary: "No worker answers.",
  },
  api: {
    description: "Nobody can sign in, and nothing can be started by hand or by another system. Schedules go on.",
    name: "DolphinApiAbsent",
    severity: "critical",
    summary: "No API server answers.",
  },
  alert: {
    description: "Notifications of workflows are not sent. They wait in the database.",
    name: "DolphinAlertServerAbsent",
    severity: "warning",
    summary: "No alert server answers.",
  },
};

/** Down is a target that does not answer; absent is one that Prometheus does not even know. */
function absent(context: Context, server: ServerName): Alert {
  const up = `${serversUp}{${matchers(context, server)}}`;
  return { ...absences[server], expression: `${up} == 0 or absent(${up})`, for: "3m" };
}

/** One master needs no other; of several, a majority keeps the load of those that are lost bearable. */
function majority(context: Context): Alert[] {
  const { master } = context.watched.replicas;
  if (master < 2) return [];
  const needed = Math.floor(master / 2) + 1;
  return [
    {
      description:
        `Of ${master} masters {{ $value }} answer. The others take over their workflows; another loss may leave ` +
        "none.",
      expression: `${serversUp}{${matchers(context, "master")}} < ${needed}`,
      for: "5m",
      name: "DolphinMastersBelowQuorum",
      severity: "critical",
      summary: `Fewer than ${needed} masters answer.`,
    },
  ];
}

function serverDown(context: Context): Alert {
  return {
    description: "Prometheus gets no answer from it. Others of its kind may do its work.",
    expression: `up{${jobs(context, serverNames)}} == 0`,
    for: "10m",
    name: "DolphinServerDown",
    severity: "warning",
    summary: "{{ $labels.pod }} does not answer.",
  };
}

function restarting(context: Context): Alert {
  return {
    description: "It started {{ $value }} times within an hour. Tasks and workflows are taken over at each loss.",
    expression: `resets(process_uptime_seconds{${jobs(context, serverNames)}}[1h]) >= 3`,
    for: "0m",
    name: "DolphinServerRestarting",
    severity: "warning",
    summary: "{{ $labels.pod }} starts again and again.",
  };
}

/** Uncaught exceptions end a thread, and nothing starts it again. The meter counts up and calls itself a gauge. */
function uncaught(context: Context): Alert {
  const meters = serverNames
    .map((server) => ({ meter: `ds_${server}_uncached_exception` as const, server }))
    .filter(({ meter }) => has(context, meter));
  return {
    description: "A thread ended by an exception that nothing handles. What it did is no longer done until a restart.",
    expression: meters.map(({ meter, server }) => `delta(${series(context, server, meter)}[15m]) > 0`).join("\nor\n"),
    for: "0m",
    name: "DolphinUncaughtException",
    severity: "warning",
    summary: "A thread of {{ $labels.pod }} died.",
  };
}
