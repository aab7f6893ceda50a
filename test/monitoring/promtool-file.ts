import { prometheusRule } from "../../components/monitoring/prometheus-rule.ts";
import { type Alert, ruleGroups } from "../../components/monitoring/rules/index.ts";
import type { AlertCase, Samples } from "./alerts/index.ts";
import { spec, type World, worlds } from "./watched.ts";

/** A file of rules as Prometheus reads it: what the operator writes of the object. JSON is YAML. */
export function rulesFile(world: World): string {
  const { spec: content } = prometheusRule(worlds[world], spec, ruleGroups(worlds[world], spec));
  return JSON.stringify(content);
}

export function alertOf({ alert, world }: AlertCase): Alert {
  const found = ruleGroups(worlds[world], spec)
    .flatMap(({ alerts }) => alerts)
    .find(({ name }) => name === alert);
  if (found === undefined) throw new Error(`${alert} is no alert of the world ${world}.`);
  return found;
}

/** A file for `promtool test rules`: the case once with what makes it fire, and with each thing that does not. */
export function testFile(it: AlertCase, rules: string): string {
  const { annotations, labels } = expected(it);
  const fires = { exp_alerts: [{ exp_annotations: annotations, exp_labels: labels }], samples: it.fires.samples };
  const quiet = it.quiet.map((samples) => ({ exp_alerts: [], samples }));
  const { every = "1m" } = it;
  const tests = [fires, ...quiet].map(({ exp_alerts, samples }) => ({
    alert_rule_test: [{ alertname: it.alert, eval_time: it.at, exp_alerts }],
    input_series: inputs(samples),
    interval: every,
  }));
  return JSON.stringify({ evaluation_interval: every, rule_files: [rules], tests });
}

function inputs(samples: Samples) {
  return Object.entries(samples).map(([series, values]) => ({ series, values }));
}

function expected(it: AlertCase) {
  const alert = alertOf(it);
  const filled = (template: string) =>
    template
      .replace(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: string) => it.fires.labels[label] ?? `no label ${label}`)
      .replace(/\{\{ \$value[^}]*\}\}/g, it.fires.value ?? "no value");
  return {
    annotations: {
      description: filled(alert.description),
      runbook_url: `${spec.runbooks}/${alert.name}.md`,
      summary: filled(alert.summary),
    },
    labels: { ...it.fires.labels, severity: alert.severity },
  };
}
