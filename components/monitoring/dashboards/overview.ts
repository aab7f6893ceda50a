import { serverNames } from "../../scheduler/types.ts";
import { type Context, certificatesOf, has } from "../context.ts";
import { workflowsEnded } from "../rules/work.ts";
import { answering, taskStatePanels, volumePanel, workflowsInProgress } from "./common.ts";
import { type Dashboard, graph, number, type Panel, type Row } from "./model.ts";
import { chosen, meter, rate, sumBy } from "./queries.ts";

/** Whether it works, and what it does: the page to begin with. */
export function overview(context: Context): Dashboard {
  return {
    components: serverNames,
    description: "Whether the environment works, and what it does.",
    name: "overview",
    rows: [
      { panels: stateNow(context), title: "Now" },
      { panels: work(context), title: "Work" },
      { panels: health(context), title: "Health" },
      ...objectStore(context),
    ],
    title: "Overview",
  };
}

function stateNow({ watched: { replicas } }: Context): Panel[] {
  const firing = 'count(ALERTS{alertstate="firing", namespace="$namespace", alertname=~"Dolphin.+"}) or vector(0)';
  return [
    number("Alerts", "Alerts that are firing. Each has a page that says what to do.", {
      limit: { bad: "above", value: 1 },
      queries: [{ expression: firing, legend: "firing" }],
      unit: "none",
    }),
    answering("master", "Masters", replicas.master, ["DolphinMasterAbsent", "DolphinMastersBelowQuorum"]),
    answering("worker", "Workers", replicas.worker, ["DolphinWorkersAbsent"]),
    answering("api", "API servers", replicas.api, ["DolphinApiAbsent", "DolphinServerDown"]),
    answering("alert", "Alert servers", replicas.alert, ["DolphinAlertServerAbsent"]),
  ];
}

function work(context: Context): Panel[] {
  return [
    workflowsInProgress(context),
    ...workflowEnds(context),
    graph(
      "Commands",
      "What masters take to start or continue a workflow, in a second. Nothing for long means standstill.",
      {
        alerts: ["DolphinMasterIdle", "DolphinCommandBacklog"],
        queries: [
          {
            expression: `sum(${rate(meter(context, "master", "ds_master_consume_command_count_total"))})`,
            legend: "taken",
          },
          ...(has(context, "ds_workflow_create_command_count_total")
            ? [
                {
                  expression: `sum(${rate(meter(context, ["api", "master"], "ds_workflow_create_command_count_total"))})`,
                  legend: "made",
                },
              ]
            : []),
        ],
        unit: "ops",
      },
    ),
    ...taskStatePanels(context),
    graph(
      "Notifications that wait",
      "Alerts in the queue of each alert server. It should be empty again after a while.",
      {
        alerts: ["DolphinAlertBacklog"],
        limit: { bad: "above", value: context.spec.thresholds.alertBacklog },
        queries: [{ expression: meter(context, "alert", "ds_alert_pending"), legend: "{{pod}}" }],
        unit: "short",
      },
    ),
  ];
}

function workflowEnds(context: Context): Panel[] {
  if (!has(context, "ds_workflow_instance_count_total")) return [];
  // Not the meter: a series of each definition begins with 1, which no rate sees.
  const ended = `${workflowsEnded}${chosen(["master"])}`;
  return [
    graph("Workflows that end", "Workflow instances that ended in the five minutes before, by how they did.", {
      alerts: ["DolphinWorkflowFailures"],
      queries: [
        {
          expression: sumBy("state", `clamp_min(${ended} - ${ended} offset 5m, 0)`),
          legend: "{{state}}",
        },
      ],
      unit: "short",
    }),
  ];
}

function health(context: Context): Panel[] {
  return [
    graph("Processors", "Share of the processors that each JVM was given which it uses.", {
      queries: [{ expression: meter(context, serverNames, "process_cpu_usage"), legend: "{{pod}}" }],
      unit: "percentunit",
    }),
    graph("Errors in logs", "Lines of level error that each server writes, in a second.", {
      queries: [
        {
          expression: sumBy(
            "pod",
            rate(meter(context, serverNames, "logback_events_total", { matchers: 'level="error"' })),
          ),
          legend: "{{pod}}",
        },
      ],
      unit: "ops",
    }),
    graph("Time since start", "A line that falls is a restart. Many in a row are a crash loop.", {
      alerts: ["DolphinServerRestarting", "DolphinPodStuck", "DolphinSchemaJobFailed"],
      queries: [{ expression: meter(context, serverNames, "process_uptime_seconds"), legend: "{{pod}}" }],
      unit: "s",
    }),
    volumePanel(context, ".+"),
    ...certificates(context),
  ];
}

/** cert-manager's own label for the namespace depends on how it is scraped. */
function certificates({ spec: { thresholds }, watched }: Context): Panel[] {
  if (certificatesOf(watched).length === 0) return [];
  const ends = (label: string) => `certmanager_certificate_expiration_timestamp_seconds{${label}="$namespace"}`;
  return [
    graph("Days of certificates", "Days until each certificate ends. They are renewed long before.", {
      alerts: ["DolphinCertificateEnding", "DolphinRegistryCertificateOld"],
      limit: { bad: "below", value: thresholds.certificateDays },
      queries: [
        {
          expression: `((${ends("exported_namespace")} or ${ends("namespace")}) - time()) / 86400`,
          legend: "{{name}}",
        },
      ],
      unit: "d",
    }),
  ];
}

function objectStore(context: Context): Row[] {
  if (context.watched.objectStore === "elsewhere") return [];
  const store = (name: string) => `${name}{namespace="$namespace", job=~".+-object-store"}`;
  const free = `${store("minio_cluster_capacity_usable_free_bytes")} / ${store("minio_cluster_capacity_usable_total_bytes")}`;
  return [
    {
      panels: [
        graph("Requests", "Requests to the object store, and those that it answers with an error of its own.", {
          alerts: ["DolphinObjectStoreDown"],
          queries: [
            { expression: sumBy("api", rate(store("minio_s3_requests_total"))), legend: "{{api}}" },
            { expression: `sum(${rate(store("minio_s3_requests_5xx_errors_total"))})`, legend: "errors" },
          ],
          unit: "reqps",
        }),
        graph("Traffic", "Bytes that go in and out, in a second.", {
          queries: [
            { expression: `sum(${rate(store("minio_s3_traffic_received_bytes"))})`, legend: "in" },
            { expression: `sum(${rate(store("minio_s3_traffic_sent_bytes"))})`, legend: "out" },
          ],
          unit: "bytes",
        }),
        graph("Free", "Share of the object store that is free. When it is full, uploads and task logs fail.", {
          alerts: ["DolphinObjectStoreFilling"],
          limit: { bad: "below", value: context.spec.thresholds.volumeFree },
          queries: [{ expression: free, legend: "free" }],
          unit: "percentunit",
        }),
      ],
      title: "Object store",
    },
  ];
}
