import type { ServerName } from "../../scheduler/types.ts";
import type { Context } from "../context.ts";
import { backing, poolPanels, volumePanel } from "./common.ts";
import { type Dashboard, graph, number, type Panel, parts, type Row } from "./model.ts";
import { rate, sumBy } from "./queries.ts";

/** Servers with a connection pool. */
const pooled: readonly ServerName[] = ["master", "api", "alert"];

/** The servers' way to PostgreSQL, and PostgreSQL itself where it runs in the namespace. */
export function database(context: Context): Dashboard {
  return {
    components: context.watched.database === "elsewhere" ? pooled : [...pooled, "database"],
    description: "The servers' connections to PostgreSQL, and PostgreSQL itself where it runs in the namespace.",
    name: "database",
    rows: [{ panels: poolPanels(context, pooled), title: "Connection pools of the servers" }, ...own(context)],
    title: "Database",
  };
}

function own(context: Context): Row[] {
  switch (context.watched.database) {
    case "elsewhere":
      return [];
    case "postgresql":
      return [{ panels: [...postgresql(context), volumePanel(context, ".*-postgresql-.*")], title: "PostgreSQL" }];
    case "cloudnative-pg":
      return [{ panels: [...cloudNativePg(context), volumePanel(context, ".*-database-.*")], title: "PostgreSQL" }];
  }
}

const pg = (name: string, more = "") => backing("database", name, more);

function postgresql({ spec: { thresholds }, watched: { instance } }: Context): Panel[] {
  // The databases that PostgreSQL makes for itself are of no interest.
  const users = 'datname!~"template.*|postgres"';
  const connections = `sum(${pg("pg_stat_database_numbackends")}) / sum(${pg("pg_settings_max_connections")})`;
  const [hit, read] = [rate(pg("pg_stat_database_blks_hit", users)), rate(pg("pg_stat_database_blks_read", users))];
  return [
    number("PostgreSQL", `Whether ${instance}'s server answers.`, {
      alerts: ["DolphinDatabaseDown"],
      limit: { bad: "below", value: 1 },
      queries: [{ expression: `sum(${pg("pg_up")}) or vector(0)`, legend: "answers" }],
      unit: "none",
    }),
    graph("Connections", "Share of the connections that PostgreSQL allows which are taken.", {
      alerts: ["DolphinDatabaseConnections"],
      limit: { bad: "above", value: thresholds.poolShare },
      queries: [{ expression: connections, legend: "taken" }],
      unit: "percentunit",
    }),
    parts("Connections by state", "Connections that are open, by what they do.", {
      queries: [{ expression: sumBy("state", pg("pg_stat_activity_count", users)), legend: "{{state}}" }],
      unit: "short",
    }),
    graph("Transactions", "Transactions, in a second, by how they end, and deadlocks.", {
      queries: [
        { expression: `sum(${rate(pg("pg_stat_database_xact_commit", users))})`, legend: "committed" },
        { expression: `sum(${rate(pg("pg_stat_database_xact_rollback", users))})`, legend: "rolled back" },
        { expression: `sum(${rate(pg("pg_stat_database_deadlocks", users))})`, legend: "deadlocks" },
      ],
      unit: "ops",
    }),
    graph("Longest transaction", "How long the oldest open transaction lasts. Old ones hold locks, and vacuum back.", {
      queries: [
        { expression: `max by (state) (${pg("pg_stat_activity_max_tx_duration", users)})`, legend: "{{state}}" },
      ],
      unit: "s",
    }),
    graph("Read from memory", "Share of blocks that are found in memory. Below 0.9 for long, it has too little.", {
      queries: [{ expression: `sum(${hit}) / (sum(${hit}) + sum(${read}))`, legend: "from memory" }],
      unit: "percentunit",
    }),
    graph("Size", "Bytes of each database.", {
      queries: [{ expression: sumBy("datname", pg("pg_database_size_bytes", users)), legend: "{{datname}}" }],
      unit: "bytes",
    }),
    graph("Locks", "Locks that are held, by mode.", {
      queries: [{ expression: sumBy("mode", pg("pg_locks_count", users)), legend: "{{mode}}" }],
      unit: "short",
    }),
  ];
}

function cloudNativePg({ spec: { thresholds } }: Context): Panel[] {
  const limit = pg("cnpg_pg_settings_setting", 'name="max_connections"');
  return [
    number("Instances", "Instances of PostgreSQL that answer.", {
      alerts: ["DolphinDatabaseDown"],
      limit: { bad: "below", value: 1 },
      queries: [{ expression: `sum(${pg("cnpg_collector_up")}) or vector(0)`, legend: "answer" }],
      unit: "none",
    }),
    graph("Connections", "Share of the connections that each instance allows which are taken.", {
      alerts: ["DolphinDatabaseConnections"],
      limit: { bad: "above", value: thresholds.poolShare },
      queries: [
        { expression: `${sumBy("pod", pg("cnpg_backends_total"))} / ${sumBy("pod", limit)}`, legend: "{{pod}}" },
      ],
      unit: "percentunit",
    }),
    graph("Standbys behind", "Seconds that each standby is behind: that much is lost if the primary is.", {
      alerts: ["DolphinReplicationLag"],
      limit: { bad: "above", value: 300 },
      queries: [{ expression: pg("cnpg_pg_replication_lag"), legend: "{{pod}}" }],
      unit: "s",
    }),
    graph("Age of the last backup", "Time since the last backup that can be restored.", {
      alerts: ["DolphinBackupOld"],
      limit: { bad: "above", value: 36 * 3600 },
      queries: [{ expression: `time() - max(${pg("cnpg_collector_last_available_backup_timestamp")})`, legend: "age" }],
      unit: "s",
    }),
    graph("Size", "Bytes of each database.", {
      queries: [{ expression: `max by (datname) (${pg("cnpg_pg_database_size_bytes")})`, legend: "{{datname}}" }],
      unit: "bytes",
    }),
  ];
}
