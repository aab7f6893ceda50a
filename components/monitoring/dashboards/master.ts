import { type Context, has } from "../context.ts";
import { answering, callPanels, loadPanels, taskStatePanels, volumePanel, workflowsInProgress } from "./common.ts";
import { type Dashboard, graph, type Panel } from "./model.ts";
import { average, meter, p95, rate, sumBy } from "./queries.ts";

/** The masters: what they take up, how long that takes them, and what holds them back. */
export function master(context: Context): Dashboard {
  return {
    components: ["master"],
    description: "The masters split workflows into tasks and hand these out.",
    name: "master",
    rows: [
      { panels: commands(context), title: "Commands and workflows" },
      { panels: schedules(context), title: "Schedules and tasks" },
      { panels: [...loadPanels(context, "master"), ...callPanels(context, "master")], title: "Load and calls" },
      { panels: [volumePanel(context, ".*-master-.*")], title: "Volumes" },
    ],
    title: "Master",
  };
}

function commands(context: Context): Panel[] {
  const { master: replicas } = context.watched.replicas;
  const query = "ds_workflow_command_query_duration_seconds";
  return [
    answering("master", "Masters", replicas, ["DolphinMasterAbsent", "DolphinMastersBelowQuorum"]),
    { ...workflowsInProgress(context), width: 12 },
    graph("Commands taken", "Commands that each master takes up, in a second.", {
      alerts: ["DolphinCommandBacklog"],
      queries: [
        {
          expression: sumBy("pod", rate(meter(context, "master", "ds_master_consume_command_count_total"))),
          legend: "{{pod}}",
        },
      ],
      unit: "ops",
    }),
    graph(
      "Questions for commands",
      "An idle master asks once a second: a line at 0 is a master that stopped working.",
      {
        alerts: ["DolphinMasterIdle"],
        queries: [
          { expression: sumBy("pod", rate(meter(context, "master", query, { ending: "_count" }))), legend: "{{pod}}" },
        ],
        unit: "ops",
      },
    ),
    graph(
      "Time of a question",
      "What one question for commands takes on average; more than a second delays everything.",
      {
        alerts: ["DolphinCommandQuerySlow"],
        limit: { bad: "above", value: 1 },
        queries: [
          { expression: average((ending) => meter(context, "master", query, { ending }), "pod"), legend: "{{pod}}" },
        ],
        unit: "s",
      },
    ),
    ...generation(context),
    ...overload(context),
  ];
}

/** Where threads bound a master, its load protection is off. */
function overload(context: Context): Panel[] {
  if (context.version.masterThreadsVariable !== undefined) return [];
  return [
    graph("Overload", "Share of the time for which load protection lets a master take no commands.", {
      alerts: ["DolphinMasterOverloaded"],
      limit: { bad: "above", value: 0.5 },
      queries: [
        {
          // It counts once a second.
          expression: sumBy("pod", rate(meter(context, "master", "ds_master_overload_count_total"))),
          legend: "{{pod}}",
        },
      ],
      unit: "percentunit",
    }),
  ];
}

function generation(context: Context): Panel[] {
  const name = "ds_workflow_instance_generate_duration_seconds";
  if (!has(context, name)) return [];
  return [
    graph("Time to make a workflow", "What it takes on average to make a workflow instance of a command.", {
      queries: [
        { expression: average((ending) => meter(context, "master", name, { ending }), "pod"), legend: "{{pod}}" },
      ],
      unit: "s",
    }),
  ];
}

function schedules(context: Context): Panel[] {
  return [
    graph("Schedules that fire", "Runs of the scheduler's timer, in a second, by how they end.", {
      queries: [
        {
          expression: sumBy("result", rate(meter(context, "master", "ds_master_quartz_job_executed_total"))),
          legend: "{{result}}",
        },
      ],
      unit: "ops",
    }),
    graph("Time of a schedule", "What 95 of 100 runs of the timer stay under.", {
      queries: [
        {
          expression: p95(
            (ending) => meter(context, "master", "ds_master_quartz_job_execution_time_seconds", { ending }),
            "pod",
          ),
          legend: "{{pod}}",
        },
      ],
      unit: "s",
    }),
    ...taskStatePanels(context),
  ];
}
