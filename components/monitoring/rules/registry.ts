import { serverNames } from "../../scheduler/types.ts";
import { type Context, jobs, matchers } from "../context.ts";
import type { Alert, RuleGroup } from "./rule.ts";

/** Our own registry; one elsewhere is watched by whoever runs it, and its sessions by the servers' heartbeats. */
export function registryGroup(context: Context): RuleGroup {
  return { alerts: alertsOf(context), name: "registry", recordings: [] };
}

type WatchedRegistry = NonNullable<Context["watched"]["registry"]>;

function alertsOf(context: Context): Alert[] {
  const { registry } = context.watched;
  if (registry === undefined) return [];
  const own = { etcd, zookeeper }[registry.kind];
  return [...memberAlerts(context, registry), ...own(context)];
}

/**
 * What a member shows while it is in the majority. One outside answers Prometheus all the same: etcd then says 0, and
 * ZooKeeper takes the gauges of the server away that it no longer is (ZooKeeperServer.unregisterMetrics).
 */
const serving = {
  etcd: { aggregation: "sum", name: "etcd_server_has_leader" },
  zookeeper: { aggregation: "count", name: "global_sessions" },
} as const;

function memberAlerts(context: Context, { kind, members }: WatchedRegistry): Alert[] {
  const majority = Math.floor(members / 2) + 1;
  const { aggregation, name } = serving[kind];
  const serves = `${name}{${matchers(context, "registry")}}`;
  const up = `up{${matchers(context, "registry")}}`;
  const lost: Alert = {
    description: "Servers cannot register, elect or lock: they stop taking work, and so does everything else.",
    expression: `${aggregation} by (namespace, job) (${serves}) < ${majority} or absent(${serves})`,
    for: "2m",
    name: "DolphinRegistryQuorumLost",
    severity: "critical",
    summary: "The registry has no majority.",
  };
  const oneDown: Alert = {
    description: "The others are a majority still. One more loss, and they may not be.",
    expression: `${up} == 0`,
    for: "10m",
    name: "DolphinRegistryMemberDown",
    severity: "warning",
    summary: "{{ $labels.pod }} does not answer.",
  };
  return members < 3 ? [lost] : [lost, oneDown];
}

const slow = {
  description: "Servers whose heartbeats are late count as lost, and their work is done again somewhere else.",
  for: "5m",
  name: "DolphinRegistrySlow",
  severity: "warning",
  summary: "{{ $labels.pod }} is slow.",
} as const;

/** Every server has one session. After ZooKeeper lost its pods, 3.2.2 stays away until it restarts (#17265). */
function zookeeper(context: Context): Alert[] {
  const here = matchers(context, "registry");
  const servers = `sum by (namespace) (up{${jobs(context, serverNames)}})`;
  return [
    { ...slow, expression: `outstanding_requests{${here}} > 20` },
    {
      description: "{{ $value }} servers answer and have no session: they do no work and look healthy.",
      expression: `${servers} - max by (namespace) (global_sessions{${here}}) > 0`,
      for: "5m",
      name: "DolphinRegistrySessions",
      severity: "critical",
      summary: "Servers are not in the registry.",
    },
  ];
}

/** Seconds of a write to disk, beyond which etcd elects anew; and the share of its quota at which it turns read-only. */
const limits = { sync: 0.5, quota: 0.8 };

function etcd(context: Context): Alert[] {
  const here = matchers(context, "registry");
  const sync = `rate(etcd_disk_wal_fsync_duration_seconds_sum{${here}}[5m]) / (rate(etcd_disk_wal_fsync_duration_seconds_count{${here}}[5m]) > 0)`;
  return [
    { ...slow, expression: `${sync} > ${limits.sync}` },
    {
      description: "{{ $value | humanizePercentage }} of its quota is used. At all of it nothing can be written.",
      expression: `etcd_mvcc_db_total_size_in_bytes{${here}} / etcd_server_quota_backend_bytes{${here}} > ${limits.quota}`,
      for: "10m",
      name: "DolphinRegistrySpace",
      severity: "critical",
      summary: "{{ $labels.pod }} is about to turn read-only.",
    },
  ];
}
