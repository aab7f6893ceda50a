import type { ServerName } from "../../scheduler/types.ts";
import { type ComponentName, type Context, has } from "../context.ts";
import { graph, number, type Panel, parts } from "./model.ts";
import { average, chosen, jobMatcher, meter, p95, rate, sumBy } from "./queries.ts";

/** How many pods of a component answer, of how many there should be. */
export function answering(component: ComponentName, title: string, wanted: number, alerts: Panel["alerts"]): Panel {
  const up = `sum(up{namespace="$namespace", ${jobMatcher([component])}}) or vector(0)`;
  return number(title, `Pods that answer Prometheus, of ${wanted}.`, {
    ...(alerts && { alerts }),
    limit: { bad: "below", value: wanted },
    queries: [{ expression: up, legend: "answer" }],
    unit: "none",
  });
}

export function workflowsInProgress(context: Context): Panel {
  return parts("Workflows in progress", "Workflow instances that each master looks after.", {
    queries: [{ expression: meter(context, "master", "ds_workflow_instance_running"), legend: "{{pod}}" }],
    unit: "short",
  });
}

/** Not every version counts tasks. */
export function taskStatePanels(context: Context): Panel[] {
  if (!has(context, "ds_task_instance_count_total")) return [];
  return [
    graph("Tasks by state", "Task instances that come to a state, in a second.", {
      alerts: ["DolphinTaskFailures", "DolphinTaskRetries", "DolphinTaskFailovers"],
      queries: [
        {
          expression: sumBy("state", rate(meter(context, "master", "ds_task_instance_count_total"))),
          legend: "{{state}}",
        },
      ],
      unit: "ops",
    }),
  ];
}

/** What one kind of server takes of its node, and how it stands with its own clock. */
export function loadPanels(context: Context, server: "master" | "worker"): Panel[] {
  return [
    graph("Processors of the node", "Share of the node's processors that is in use, by everything on it.", {
      queries: [{ expression: meter(context, server, `ds_${server}_cpu_usage`), legend: "{{pod}}" }],
      unit: "percentunit",
    }),
    graph("Memory of the node", "Share of the node's memory that is in use, by everything on it.", {
      queries: [{ expression: meter(context, server, `ds_${server}_memory_usage`), legend: "{{pod}}" }],
      unit: "percentunit",
    }),
    graph("Threads that died", "Exceptions that nothing handled. What such a thread did is not done until a restart.", {
      alerts: ["DolphinUncaughtException"],
      queries: [{ expression: meter(context, server, `ds_${server}_uncached_exception`), legend: "{{pod}}" }],
      unit: "none",
    }),
  ];
}

/** Calls between servers, where the version measures them. */
export function callPanels(context: Context, server: ServerName): Panel[] {
  const duration = "ds_rpc_client_sync_request_duration_time_seconds";
  const failures = "ds_rpc_client_sync_request_exception_count_total";
  if (!has(context, duration) || !has(context, failures)) return [];
  return [
    graph("Calls to other servers", "What 95 of 100 calls stay under, by what is called.", {
      queries: [
        {
          expression: p95((ending) => meter(context, server, duration, { ending }), "method_name"),
          legend: "{{method_name}}",
        },
      ],
      unit: "s",
    }),
    graph("Calls that fail", "Calls to other servers that end with an exception.", {
      alerts: ["DolphinDispatchFailing"],
      queries: [
        {
          expression: `sum by (method_name, exception_name) (${rate(meter(context, server, failures))})`,
          legend: "{{method_name}}: {{exception_name}}",
        },
      ],
      unit: "ops",
    }),
  ];
}

/** The way of the given servers to the database. */
export function poolPanels(context: Context, servers: readonly ServerName[]): Panel[] {
  const { poolShare } = context.spec.thresholds;
  const [active, max] = (["hikaricp_connections_active", "hikaricp_connections_max"] as const).map((name) =>
    meter(context, servers, name),
  );
  return [
    graph("Connections in use", "Share of the connection pool that is in use.", {
      alerts: ["DolphinConnectionPool"],
      limit: { bad: "above", value: poolShare },
      queries: [{ expression: `${active} / ${max}`, legend: "{{pod}}" }],
      unit: "percentunit",
    }),
    graph(
      "Waiting for a connection",
      "Threads that wait for one. More than none for long means that the pool is short.",
      {
        alerts: ["DolphinConnectionTimeouts"],
        queries: [
          { expression: meter(context, servers, "hikaricp_connections_pending"), legend: "{{pod}} waits" },
          {
            expression: `increase(${meter(context, servers, "hikaricp_connections_timeout_total")}[$__rate_interval])`,
            legend: "{{pod}} gave up",
          },
        ],
        unit: "short",
      },
    ),
    graph("Time with a connection", "How long a connection is kept on average, and how long getting one takes.", {
      queries: [
        {
          expression: average(
            (ending) => meter(context, servers, "hikaricp_connections_usage_seconds", { ending }),
            "pod",
          ),
          legend: "{{pod}} keeps",
        },
        {
          expression: average(
            (ending) => meter(context, servers, "hikaricp_connections_acquire_seconds", { ending }),
            "pod",
          ),
          legend: "{{pod}} waits",
        },
      ],
      unit: "s",
    }),
  ];
}

/** Volumes of the namespace: the logs of servers and tasks, and the data of what runs beside them. */
export function volumePanel(context: Context, claims: string): Panel {
  const where = `{namespace="$namespace", persistentvolumeclaim=~"${claims}"}`;
  const free = (part: string, whole: string) =>
    `kubelet_volume_stats_${part}${where} / kubelet_volume_stats_${whole}${where}`;
  return graph("Free on volumes", "Share of each volume that is free. A full one stops whoever writes to it.", {
    alerts: ["DolphinVolumeFilling", "DolphinVolumeFull"],
    limit: { bad: "below", value: context.spec.thresholds.volumeFree },
    queries: [
      { expression: free("available_bytes", "capacity_bytes"), legend: "{{persistentvolumeclaim}}" },
      { expression: free("inodes_free", "inodes"), legend: "{{persistentvolumeclaim}} inodes" },
    ],
    unit: "percentunit",
  });
}

/** `name{...}` of a backing service that runs in the namespace. */
export const backing = (component: ComponentName, name: string, more = ""): string =>
  `${name}${chosen([component], more)}`;
