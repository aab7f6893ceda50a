import { cleanerMetrics } from "../../logs/metrics.ts";
import { type Context, has } from "../context.ts";
import { answering, backing, callPanels, loadPanels, volumePanel } from "./common.ts";
import { type Dashboard, graph, type Panel, parts } from "./model.ts";
import { meter, p95, rate, sumBy } from "./queries.ts";

/** The workers: how much they run, what waits, and whether they get what tasks need. */
export function worker(context: Context): Dashboard {
  return {
    components: ["worker"],
    description: "The workers run the tasks.",
    name: "worker",
    rows: [
      { panels: tasks(context), title: "Tasks" },
      { panels: resources(context), title: "Resource files" },
      {
        panels: [...loadPanels(context, "worker"), memory(context), ...callPanels(context, "worker")],
        title: "Load and calls",
      },
      { panels: [volumePanel(context, ".*-worker-.*"), ...taskLogs(context)], title: "Volumes and logs" },
    ],
    title: "Worker",
  };
}

function tasks(context: Context): Panel[] {
  const { replicas } = context.watched;
  return [
    answering("worker", "Workers", replicas.worker, ["DolphinWorkersAbsent"]),
    ...threads(context),
    ...types(context),
    ...containers(),
  ];
}

/** Tasks run in the worker's container, beside its JVM. */
function containers(): Panel[] {
  const where = '{namespace="$namespace", pod=~"$instance", container=~".+-worker"}';
  return [
    parts("Processors", "Processors that each worker's container uses, its tasks among them.", {
      queries: [{ expression: sumBy("pod", rate(`container_cpu_usage_seconds_total${where}`)), legend: "{{pod}}" }],
      unit: "short",
    }),
    graph(
      "Memory",
      "Share of its memory that each worker's container uses. At the whole, a task or the worker is killed.",
      {
        limit: { bad: "above", value: 0.95 },
        queries: [
          {
            expression: `${sumBy("pod", `container_memory_working_set_bytes${where}`)} / ${sumBy("pod", `kube_pod_container_resource_limits${where.replace("}", ', resource="memory"}')}`)}`,
            legend: "{{pod}}",
          },
        ],
        unit: "percentunit",
      },
    ),
  ];
}

/** Later versions show neither threads nor the queue. */
function threads(context: Context): Panel[] {
  const active = "ds_worker_active_execute_thread";
  if (!has(context, active)) return [];
  const { spec, watched } = context;
  return [
    {
      ...graph("Threads in use", `Share of the ${watched.workerThreads} threads of each worker that run a task.`, {
        alerts: ["DolphinWorkersSaturated"],
        limit: { bad: "above", value: spec.thresholds.workerBusy },
        queries: [{ expression: `${meter(context, "worker", active)} / ${watched.workerThreads}`, legend: "{{pod}}" }],
        unit: "percentunit",
      }),
      width: 12,
    },
    parts("Tasks that wait", "Tasks that a worker took and has no thread for.", {
      queries: [{ expression: meter(context, "worker", "ds_worker_execute_queue_size"), legend: "{{pod}}" }],
      unit: "short",
    }),
    graph("Tasks sent away", "Tasks that a worker refused because all its threads were taken, in a second.", {
      queries: [
        {
          expression: sumBy("pod", rate(meter(context, "worker", "ds_worker_full_submit_queue_count_total"))),
          legend: "{{pod}}",
        },
      ],
      unit: "ops",
    }),
  ];
}

function types(context: Context): Panel[] {
  if (!has(context, "ds_task_execution_count_by_type_total")) return [];
  return [
    parts("Tasks by type", "Tasks that workers begin, in a second.", {
      queries: [
        {
          expression: sumBy("task_type", rate(meter(context, "worker", "ds_task_execution_count_by_type_total"))),
          legend: "{{task_type}}",
        },
      ],
      unit: "ops",
    }),
  ];
}

function resources(context: Context): Panel[] {
  return [
    graph("Downloads", "Files that workers fetch from the object store before a task, in a second, by how it ends.", {
      alerts: ["DolphinResourceDownloads"],
      queries: [
        {
          expression: sumBy("status", rate(meter(context, "worker", "ds_worker_resource_download_count_total"))),
          legend: "{{status}}",
        },
      ],
      unit: "ops",
    }),
    graph("Time of a download", "What 95 of 100 downloads stay under.", {
      queries: [
        {
          expression: p95(
            (ending) => meter(context, "worker", "ds_worker_resource_download_duration_seconds", { ending }),
            "pod",
          ),
          legend: "{{pod}}",
        },
      ],
      unit: "s",
    }),
    graph("Bytes fetched", "Bytes of resource files that workers fetch, in a second.", {
      queries: [
        {
          expression: sumBy(
            "pod",
            rate(meter(context, "worker", "ds_worker_resource_download_size_bytes", { ending: "_sum" })),
          ),
          legend: "{{pod}}",
        },
      ],
      unit: "bytes",
    }),
  ];
}

function memory(context: Context): Panel {
  return graph(
    "Memory that is left on the node",
    "Free memory of each worker's node; a task that needs more is killed.",
    {
      queries: [{ expression: meter(context, "worker", "ds_worker_memory_available"), legend: "{{pod}}" }],
      unit: "decgbytes",
    },
  );
}

/** What the cleaner beside each worker sees. */
function taskLogs({ watched }: Context): Panel[] {
  if (watched.logCleaners === "none") return [];
  const of = (name: string) => backing("log-cleaner", name);
  const { lastPass, limitBytes, taskLogBytes } = cleanerMetrics;
  return [
    graph(
      "Task logs",
      "Share of the bytes that task logs may take which they take. Above 1, all that is left is young or open.",
      {
        alerts: ["DolphinLogsOverLimit"],
        limit: { bad: "above", value: 1 },
        queries: [{ expression: `${of(taskLogBytes)} / ${of(limitBytes)}`, legend: "{{pod}}" }],
        unit: "percentunit",
      },
    ),
    graph("Time since the last clean-up", "How long ago the cleaner last went over the task logs.", {
      alerts: ["DolphinLogCleanerStopped"],
      limit: { bad: "above", value: 2 * 3600 },
      queries: [{ expression: `time() - ${of(lastPass)}`, legend: "{{pod}}" }],
      unit: "s",
    }),
  ];
}
