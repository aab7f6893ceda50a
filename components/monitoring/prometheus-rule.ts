import type { IPrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule";
import { labels } from "../kubernetes/labels.ts";
import type { Alert, Recording, RuleGroup } from "./rules/index.ts";
import type { MonitoringSpec, Watched } from "./types.ts";

type Rules = NonNullable<NonNullable<NonNullable<IPrometheusRule["spec"]>["groups"]>[number]["rules"]>;

/** All rules of an environment in one object, so that they appear and go together. */
export function prometheusRule(
  { instance, namespace }: Watched,
  spec: MonitoringSpec,
  groups: readonly RuleGroup[],
): IPrometheusRule {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: {
      labels: { ...spec.labels, ...labels({ component: "monitoring", instance, name: "dolphinscheduler" }) },
      name: `${instance}-rules`,
      namespace,
    },
    spec: {
      groups: groups.map((group) => ({ name: `${namespace}/${instance}/${group.name}`, rules: rulesOf(group, spec) })),
    },
  };
}

function rulesOf({ alerts, recordings }: RuleGroup, spec: MonitoringSpec): Rules {
  return [...recordings.map(recording), ...alerts.map((alert) => alerting(alert, spec))];
}

function recording({ expression, name }: Recording) {
  return { expr: expression, record: name };
}

function alerting(alert: Alert, { runbooks }: MonitoringSpec) {
  const { description, name, severity, summary } = alert;
  return {
    alert: name,
    annotations: { description, runbook_url: `${runbooks}/${name}.md`, summary },
    expr: alert.expression,
    for: alert.for,
    labels: { severity },
  };
}
