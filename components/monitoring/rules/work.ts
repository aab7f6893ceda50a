import { type Context, has, matchers, series } from "../context.ts";
import type { Alert, Recording, RuleGroup } from "./rule.ts";

/** Shares of tasks and workflows, where the version counts them. */
export const taskFailures = "dolphinscheduler:task_failures:ratio_rate30m";
export const taskRetries = "dolphinscheduler:task_retries:ratio_rate30m";
export const workflowFailures = "dolphinscheduler:workflow_failures:ratio_rate1h";
/** Workflows that ended since their master started, by master and by how they ended. */
export const workflowsEnded = "dolphinscheduler:workflows_ended:sum";

/** How tasks and workflows end. */
export function workGroup(context: Context): RuleGroup {
  return {
    alerts: [...taskAlerts(context), ...workflowAlerts(context)],
    name: "work",
    recordings: [...taskRecordings(context), ...workflowRecordings(context)],
  };
}

/** Below this many, one bad task would be a share worth an alert. */
const fewest = { tasks: 10, workflows: 5 };

const counted = (context: Context, state: string, range: string): string =>
  `sum by (namespace, job) (increase(${series(context, "master", "ds_task_instance_count_total", "", `state="${state}"`)}[${range}]))`;

function taskRecordings(context: Context): Recording[] {
  if (!has(context, "ds_task_instance_count_total")) return [];
  const share = (part: string, whole: string) =>
    `${counted(context, part, "30m")} / (${counted(context, whole, "30m")} >= ${fewest.tasks})`;
  return [
    { expression: share("fail", "finish"), name: taskFailures },
    { expression: share("retry", "submit"), name: taskRetries },
  ];
}

function taskAlerts(context: Context): Alert[] {
  if (!has(context, "ds_task_instance_count_total")) return [];
  const { thresholds } = context.spec;
  const here = matchers(context, "master");
  return [
    {
      description: "{{ $value | humanizePercentage }} of the tasks that finished within half an hour failed.",
      expression: `${taskFailures}{${here}} > ${thresholds.taskFailures}`,
      for: "15m",
      name: "DolphinTaskFailures",
      severity: "warning",
      summary: "Many tasks fail.",
    },
    {
      description:
        "{{ $value | humanizePercentage }} of the tasks that were submitted within half an hour are retries.",
      expression: `${taskRetries}{${here}} > ${thresholds.taskRetries}`,
      for: "15m",
      name: "DolphinTaskRetries",
      severity: "warning",
      summary: "Many tasks are tried again.",
    },
    {
      description:
        "Within half an hour {{ $value | humanize }} tasks were started again because their worker was lost.",
      expression: `${counted(context, "failover", "30m")} > 5`,
      for: "0m",
      name: "DolphinTaskFailovers",
      severity: "warning",
      summary: "Tasks lose their workers.",
    },
  ];
}

/**
 * A series of each definition begins with 1, which no rate sees; their sum begins with 0. It is compared with itself every
 * five minutes, because it falls when a master restarts or forgets a definition: a rate would count all of it again.
 */
function workflowRecordings(context: Context): Recording[] {
  const states = context.version.metrics.workflowStates;
  if (states === undefined) return [];
  const { failed, succeeded } = states;
  const both = `state=~"${failed}|${succeeded}"`;
  const counted = series(context, "master", "ds_workflow_instance_count_total", "", both);
  const ended = (matcher: string) => {
    const sum = `${workflowsEnded}{${matchers(context, "master")}, ${matcher}}`;
    return `sum by (namespace, job) (sum_over_time(clamp_min(${sum} - ${sum} offset 5m, 0)[1h:5m]))`;
  };
  return [
    { expression: `sum by (namespace, job, pod, state) (${counted})`, name: workflowsEnded },
    {
      expression: `${ended(`state="${failed}"`)} / (${ended(both)} >= ${fewest.workflows})`,
      name: workflowFailures,
    },
  ];
}

function workflowAlerts(context: Context): Alert[] {
  if (context.version.metrics.workflowStates === undefined) return [];
  return [
    {
      description: "{{ $value | humanizePercentage }} of the workflows that finished within an hour failed.",
      expression: `${workflowFailures}{${matchers(context, "master")}} > ${context.spec.thresholds.workflowFailures}`,
      for: "15m",
      name: "DolphinWorkflowFailures",
      severity: "warning",
      summary: "Many workflows fail.",
    },
  ];
}
