import { type Context, has, matchers, series } from "../context.ts";
import type { Alert, Recording, RuleGroup } from "./rule.ts";

/** Share of API requests that end with an error of the server. */
export const apiErrors = "dolphinscheduler:api_errors:ratio_rate5m";
/** Share of what a worker can do that is taken. */
export const workerBusy = "dolphinscheduler:worker_busy:ratio";

/** Workers, API servers and alert servers: how much they have to do, and whether they manage. */
export function requestGroup(context: Context): RuleGroup {
  const responses = (more: string) =>
    `sum by (namespace, job) (rate(${series(context, "api", "ds_api_response_count_total", "", more)}[5m]))`;
  const recordings: Recording[] = [
    { expression: `${responses('code="5xx"')} / (${responses("")} > 0.1)`, name: apiErrors },
    { expression: busy(context), name: workerBusy },
  ];
  return {
    alerts: [saturated(context), downloads(context), errors(context), notifications(context)],
    name: "requests",
    recordings,
  };
}

/** Threads where the version shows them; processors of the node otherwise. */
function busy(context: Context): string {
  if (!has(context, "ds_worker_active_execute_thread")) return series(context, "worker", "ds_worker_cpu_usage");
  return `${series(context, "worker", "ds_worker_active_execute_thread")} / ${context.watched.workerThreads}`;
}

function saturated(context: Context): Alert {
  const here = matchers(context, "worker");
  return {
    description: "On average {{ $value | humanizePercentage }} of what all workers can do is taken, so tasks wait.",
    expression: `avg by (namespace, job) (${workerBusy}{${here}}) > ${context.spec.thresholds.workerBusy}`,
    for: "30m",
    name: "DolphinWorkersSaturated",
    severity: "warning",
    summary: "The workers have no room left.",
  };
}

function downloads(context: Context): Alert {
  const failed = series(context, "worker", "ds_worker_resource_download_count_total", "", 'status="fail"');
  return {
    description:
      "Within a quarter of an hour {{ $value | humanize }} downloads of resource files failed: so did their tasks.",
    expression: `sum by (namespace, job) (increase(${failed}[15m])) > 3`,
    for: "0m",
    name: "DolphinResourceDownloads",
    severity: "warning",
    summary: "Workers cannot download resource files.",
  };
}

function errors(context: Context): Alert {
  return {
    description: "{{ $value | humanizePercentage }} of the requests end with an error of the server.",
    expression: `${apiErrors}{${matchers(context, "api")}} > ${context.spec.thresholds.apiErrors}`,
    for: "10m",
    name: "DolphinApiErrors",
    severity: "warning",
    summary: "The API answers with errors.",
  };
}

function notifications(context: Context): Alert {
  return {
    description: "{{ $value }} notifications wait in {{ $labels.pod }}: people learn of failures late.",
    expression: `${series(context, "alert", "ds_alert_pending")} > ${context.spec.thresholds.alertBacklog}`,
    for: "10m",
    name: "DolphinAlertBacklog",
    severity: "warning",
    summary: "Notifications pile up.",
  };
}
