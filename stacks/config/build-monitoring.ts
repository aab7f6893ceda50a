import type { DashboardsSpec } from "../../components/monitoring/dashboards/config-map.ts";
import { initialThresholds } from "../../components/monitoring/thresholds.ts";
import type { MonitoringSpec } from "../../components/monitoring/types.ts";
import type { Settings } from "./schema.ts";

export function isMonitored({ monitoring }: Settings): boolean {
  return monitoring.mode === "prometheus-operator";
}

/** Undefined where nobody watches. */
export function monitoring(settings: Settings): MonitoringSpec | undefined {
  if (!isMonitored(settings)) return undefined;
  const { labels, runbooks, scrapeInterval, silenced, thresholds } = settings.monitoring;
  const given = Object.entries(thresholds).filter(([, value]) => value !== undefined);
  return {
    labels,
    runbooks: runbooks ?? "docs/runbooks",
    scrapeSeconds: scrapeInterval,
    silenced: silenced.map(({ alert }) => alert),
    thresholds: { ...initialThresholds(), ...Object.fromEntries(given) },
  };
}

/** Undefined where nobody watches, or nobody looks. */
export function dashboards(settings: Settings): DashboardsSpec | undefined {
  const { dashboards: it } = settings.monitoring;
  if (!isMonitored(settings) || it.mode === "off") return undefined;
  const [name = "", value = ""] = it.label.split("=");
  return { folder: it.folder, label: { name, value }, namespace: it.namespace };
}

/**
 * Annotations of the servers' pods that tell a Fluent Bit of the cluster how to read their lines, where it is told to
 * look (`K8S-Logging.Parser On`). docs/monitoring.md has the parser `dolphinscheduler`; `json` is Fluent Bit's own.
 */
export function logAnnotations(settings: Settings): Record<string, string> {
  if (!isMonitored(settings)) return {};
  const { format, upkeep } = settings.logs;
  return { "fluentbit.io/parser": upkeep === "managed" && format === "json" ? "json" : "dolphinscheduler" };
}
