import type { ServerName } from "../../scheduler/types.ts";
import { type Context, jobs, matchers } from "../context.ts";
import type { Alert, RuleGroup } from "./rule.ts";

/** Share of its connection pool that a server uses. */
export const poolShare = "dolphinscheduler:hikari_active:ratio";

/** Servers with a connection pool. */
const pooled: readonly ServerName[] = ["master", "api", "alert"];

/** The servers' way to the database, and the database itself where it is in the namespace. */
export function databaseGroup(context: Context): RuleGroup {
  const here = jobs(context, pooled);
  return {
    alerts: [...poolAlerts(context, here), ...own(context)],
    name: "database",
    recordings: [
      { expression: `hikaricp_connections_active{${here}} / hikaricp_connections_max{${here}}`, name: poolShare },
    ],
  };
}

function poolAlerts({ spec: { thresholds } }: Context, here: string): Alert[] {
  return [
    {
      description:
        "Nobody got a connection in time {{ $value | humanize }} times within five minutes: what asked for one failed.",
      expression: `sum by (namespace, job, pod) (increase(hikaricp_connections_timeout_total{${here}}[5m])) > 0`,
      for: "2m",
      name: "DolphinConnectionTimeouts",
      severity: "critical",
      summary: "{{ $labels.pod }} gets no connections to the database.",
    },
    {
      description: "{{ $value | humanizePercentage }} of its connections are in use, so the next ones wait.",
      expression: `${poolShare}{${here}} > ${thresholds.poolShare}`,
      for: "10m",
      name: "DolphinConnectionPool",
      severity: "warning",
      summary: "The connection pool of {{ $labels.pod }} is almost used up.",
    },
  ];
}

function own(context: Context): Alert[] {
  switch (context.watched.database) {
    case "elsewhere":
      return [];
    case "postgresql":
      return postgresql(context);
    case "cloudnative-pg":
      return cloudNativePg(context);
  }
}

const down = {
  description: "Nothing starts and nothing goes on: schedules, commands and states are in it.",
  for: "2m",
  name: "DolphinDatabaseDown",
  severity: "critical",
  summary: "PostgreSQL does not answer.",
} as const;

const connections = {
  description:
    "{{ $value | humanizePercentage }} of its connections are taken. At all of them servers cannot reconnect.",
  for: "10m",
  name: "DolphinDatabaseConnections",
  severity: "warning",
  summary: "PostgreSQL is about to run out of connections.",
} as const;

function postgresql(context: Context): Alert[] {
  const here = matchers(context, "database");
  const by = "sum by (namespace, job)";
  const share = `${by} (pg_stat_database_numbackends{${here}}) / ${by} (pg_settings_max_connections{${here}})`;
  return [
    { ...down, expression: `pg_up{${here}} == 0 or absent(pg_up{${here}})` },
    { ...connections, expression: `${share} > ${context.spec.thresholds.poolShare}` },
  ];
}

/** Longest that a standby may be behind, and that a daily backup may be old. */
const limits = { backupHours: 36, lagSeconds: 300 };

function cloudNativePg(context: Context): Alert[] {
  const here = matchers(context, "database");
  const share = `sum by (namespace, pod) (cnpg_backends_total{${here}}) / sum by (namespace, pod) (cnpg_pg_settings_setting{${here}, name="max_connections"})`;
  const backup = `max by (namespace, job) (cnpg_collector_last_available_backup_timestamp{${here}})`;
  return [
    {
      ...down,
      expression: `sum by (namespace, job) (cnpg_collector_up{${here}}) == 0 or absent(cnpg_collector_up{${here}})`,
    },
    { ...connections, expression: `${share} > ${context.spec.thresholds.poolShare}` },
    {
      description: "It is {{ $value | humanizeDuration }} behind: that much is lost if the primary is.",
      expression: `cnpg_pg_replication_lag{${here}} > ${limits.lagSeconds}`,
      for: "10m",
      name: "DolphinReplicationLag",
      severity: "warning",
      summary: "The standby {{ $labels.pod }} is behind.",
    },
    {
      description: "The last backup is {{ $value | humanizeDuration }} old.",
      expression: `time() - ${backup} > ${limits.backupHours} * 3600`,
      for: "1h",
      name: "DolphinBackupOld",
      severity: "critical",
      summary: "There is no recent backup of the database.",
    },
  ];
}
