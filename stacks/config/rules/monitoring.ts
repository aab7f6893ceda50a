import { thresholdFacts, thresholdNames } from "../../../components/monitoring/thresholds.ts";
import { hasMeter } from "../../../components/scheduler/versions/metrics.ts";
import { isMonitored } from "../build-monitoring.ts";
import { monitoring } from "../sections/monitoring.ts";
import { type Rule, rule } from "./rule.ts";

const versionHasTheMetric: Rule = {
  says: "A threshold under `monitoring.thresholds` is for a metric that `version` has: without it there is no such alert.",
  reads: ["version", "monitoring.thresholds"],
  check: ({ settings: { monitoring }, version }) =>
    thresholdNames
      .filter((name) => monitoring.thresholds[name] !== undefined)
      .flatMap((name) => {
        const lacking = thresholdFacts[name].needs.filter((meter) => !hasMeter(version, meter));
        if (lacking.length === 0) return [];
        return [
          {
            path: `monitoring.thresholds.${name}`,
            received: `${monitoring.thresholds[name]} with version ${version.version}, which does not count ${lacking.join(", ")}`,
            allowed: "thresholds of metrics that the version has",
            fix: "Remove it: this version has no such alert.",
          },
        ];
      }),
};

const somebodyMayScrape = rule(
  "`monitoring.mode: prometheus-operator` goes with an `isolation.monitoringNamespace`, whose Prometheus may scrape.",
  ["monitoring.mode", "isolation.monitoringNamespace", "isolation.networkPolicies"],
  ({ settings }) => {
    const { monitoringNamespace, networkPolicies } = settings.isolation;
    if (!isMonitored(settings) || monitoringNamespace !== undefined || networkPolicies.mode === "off") return undefined;
    return {
      path: "isolation.monitoringNamespace",
      received: "nothing",
      allowed: "the namespace of the Prometheus that monitoring.mode is for",
      fix: "Write for example isolation: {monitoringNamespace: monitoring}, or monitoring: {mode: off}.",
    };
  },
);

const offSaysNoMore: Rule = {
  says: "With `monitoring.mode: off` no other option of `monitoring` is written: it would be ignored in silence.",
  reads: ["monitoring.mode"],
  check: ({ settings, written }) =>
    isMonitored(settings)
      ? []
      : Object.keys(monitoring.shape)
          .filter((option) => option !== "mode" && written(`monitoring.${option}`))
          .map((option) => ({
            path: `monitoring.${option}`,
            received: `${option} with mode off`,
            allowed: "no further option with mode off",
            fix: "Remove it, or write mode: prometheus-operator.",
          })),
};

const seldomEnough = rule(
  "`monitoring.scrapeInterval` is at least 5 seconds.",
  ["monitoring.scrapeInterval"],
  ({ settings: { monitoring } }) => {
    if (monitoring.scrapeInterval >= 5) return undefined;
    return {
      path: "monitoring.scrapeInterval",
      received: `${monitoring.scrapeInterval} seconds`,
      allowed: "5 to 300 seconds",
      fix: "Write for example scrapeInterval: 30s.",
    };
  },
);

export const monitoringRules: readonly Rule[] = [versionHasTheMetric, somebodyMayScrape, offSaysNoMore, seldomEnough];
