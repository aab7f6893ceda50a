import { z } from "zod";
import { alertNames } from "../../../components/monitoring/alert-names.ts";
import { type ThresholdName, thresholdFacts } from "../../../components/monitoring/thresholds.ts";
import { option } from "./option.ts";
import { duration, labels, matching, namespaceName, reason } from "./text.ts";

function threshold(name: ThresholdName) {
  const { description, initial, max, min } = thresholdFacts[name];
  return option(z.number().min(min).max(max), {
    allowed: `a number from ${min} to ${max}`,
    description: `${description} Left out, ${initial}.`,
    example: initial,
  }).optional();
}

const thresholds = option(
  z.strictObject({
    alertBacklog: threshold("alertBacklog"),
    apiErrors: threshold("apiErrors"),
    certificateDays: threshold("certificateDays"),
    commandBacklog: threshold("commandBacklog"),
    gcShare: threshold("gcShare"),
    heapShare: threshold("heapShare"),
    poolShare: threshold("poolShare"),
    taskFailures: threshold("taskFailures"),
    taskRetries: threshold("taskRetries"),
    volumeFree: threshold("volumeFree"),
    workerBusy: threshold("workerBusy"),
    workflowFailures: threshold("workflowFailures"),
  } satisfies Record<ThresholdName, z.ZodType>),
  {
    allowed: `an object of ${Object.keys(thresholdFacts).join(", ")}`,
    description: "What alerts compare with, where not with their own numbers.",
    example: { taskFailures: 0.1 },
  },
);

const silenced = option(
  z.array(
    z.strictObject({
      alert: option(z.enum(alertNames), {
        allowed: "the name of a page in docs/runbooks",
        description: "The alert.",
        example: "DolphinTaskRetries",
      }),
      reason: reason("Tasks of this team poll, and a retry is how they wait."),
    }),
  ),
  {
    allowed: "a list of {alert, reason}",
    description: "Alerts that this environment does without.",
    example: [{ alert: "DolphinTaskRetries", reason: "Tasks of this team poll, and a retry is how they wait." }],
  },
);

const dashboardsMode = { allowed: "sidecar, off", example: "sidecar" };

const dashboards = option(
  z.preprocess(
    // An unquoted `off` is the boolean false to older YAML tools.
    (value) => (value === false || value === "off" ? { mode: "off" } : value),
    z.discriminatedUnion("mode", [
      z.strictObject({
        mode: option(z.literal("sidecar"), { ...dashboardsMode, description: "Grafana's sidecar reads them." }),
        namespace: namespaceName(
          "Namespace of the ConfigMap. Left out, the environment's own.",
          "monitoring",
        ).optional(),
        label: option(
          matching(/^[A-Za-z0-9]([\w./-]*[A-Za-z0-9])?=[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?$/).default(
            "grafana_dashboard=1",
          ),
          {
            allowed: "a label as key=value",
            description: "Label by which the sidecar finds them. Left out, grafana_dashboard=1.",
            example: "grafana_dashboard=1",
          },
        ),
        folder: option(z.string().trim().min(1).max(100).default("DolphinScheduler"), {
          allowed: "a text of 1 to 100 characters",
          description: "Folder in Grafana. Left out, DolphinScheduler.",
          example: "Data platform",
        }),
      }),
      z.strictObject({ mode: option(z.literal("off"), { ...dashboardsMode, description: "There are none." }) }),
    ]),
  ),
  {
    allowed: "off, or {mode: sidecar, namespace, label, folder}",
    description: "Grafana's dashboards, in a ConfigMap that its sidecar finds by its label; `off` makes none.",
    example: { mode: "sidecar", namespace: "monitoring" },
    shorthand: { enum: ["off", false] },
  },
);

export const monitoring = z.strictObject({
  mode: option(
    // An unquoted `off` is the boolean false to older YAML tools.
    z.preprocess((value) => (value === false ? "off" : value), z.enum(["prometheus-operator", "off"])),
    {
      allowed: "prometheus-operator, off",
      description:
        "`prometheus-operator`: ServiceMonitors and alerts for the Prometheus of `isolation.monitoringNamespace`. See " +
        "docs/monitoring.md.",
      example: "prometheus-operator",
      shorthand: { enum: ["prometheus-operator", "off", false] },
    },
  ),
  labels: labels("Labels by which that Prometheus finds monitors and rules.", { release: "kube-prometheus-stack" }),
  scrapeInterval: duration(300, "How often metrics are read; at least 5 seconds.", "30s"),
  thresholds,
  silenced,
  dashboards,
  runbooks: option(matching(/^https?:\/\/\S+[^\s/]$/), {
    allowed: "a URL without a slash at the end",
    description: "Where docs/runbooks can be read, for the links in alerts. Left out, the path in this repository.",
    example: "https://git.example.com/platform/dolphinpod/-/blob/main/docs/runbooks",
  }).optional(),
});
