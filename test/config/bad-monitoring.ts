import { type BadInput, bad, dev, prod } from "./base.ts";

const on = { mode: "prometheus-operator" };
const isolation = { monitoringNamespace: "monitoring" };

/** Of monitoring. */
export const badMonitoring: readonly BadInput[] = [
  bad(
    "a threshold of a metric that the version lacks",
    { ...prod, version: "3.4.2", monitoring: { thresholds: { taskFailures: 0.1 } } },
    "monitoring.thresholds.taskFailures",
    /this version has no such alert/,
  ),
  bad(
    "a threshold that no share reaches",
    { ...dev, isolation, monitoring: { ...on, thresholds: { apiErrors: 5 } } },
    "monitoring.thresholds.apiErrors",
    /0\.05/,
  ),
  bad(
    "a threshold that nothing compares with",
    { ...dev, isolation, monitoring: { ...on, thresholds: { taskFailure: 0.1 } } },
    "monitoring.thresholds.taskFailure",
    /taskFailures/,
  ),
  bad(
    "monitoring by nobody",
    { ...dev, monitoring: on },
    "isolation.monitoringNamespace",
    /monitoringNamespace: monitoring/,
  ),
  bad(
    "labels for monitors that are not made",
    { ...dev, monitoring: { labels: { release: "prometheus" } } },
    "monitoring.labels",
    /mode: prometheus-operator/,
  ),
  bad(
    "metrics read all the time",
    { ...dev, isolation, monitoring: { ...on, scrapeInterval: "1s" } },
    "monitoring.scrapeInterval",
    /30s/,
  ),
  bad(
    "an alert silenced without a word",
    { ...dev, isolation, monitoring: { ...on, silenced: [{ alert: "DolphinTaskRetries", reason: "no" }] } },
    "monitoring.silenced.0.reason",
    /./,
  ),
  bad(
    "an alert silenced that does not exist",
    {
      ...dev,
      isolation,
      monitoring: { ...on, silenced: [{ alert: "DolphinTaskRetry", reason: "Tasks of this team poll." }] },
    },
    "monitoring.silenced.0.alert",
    /DolphinTaskRetries/,
  ),
  bad("a monitoring that does not exist", { ...dev, monitoring: { mode: "on" } }, "monitoring.mode", /./),
];
