import type { IPodMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor";
import type { IServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import { labels } from "../kubernetes/labels.ts";
import type { Target } from "./targets.ts";
import type { MonitoringSpec, Watched } from "./types.ts";

export type Monitor = IServiceMonitor | IPodMonitor;

/**
 * What makes Prometheus scrape one target. Its `job` is set, so that rules need not know how the target was found.
 * Samples are bounded: a workflow that makes up label values must not fill Prometheus.
 */
export function monitor(watched: Watched, spec: MonitoringSpec, target: Target): Monitor {
  const { instance, namespace } = watched;
  const metadata = {
    labels: { ...spec.labels, ...labels({ component: target.component, instance, name: "dolphinscheduler" }) },
    name: `${instance}-${target.component}`,
    namespace,
  };
  const common = {
    namespaceSelector: { matchNames: [namespace] },
    sampleLimit: mostSamples,
    selector: target.selector,
  };
  const apiVersion = "monitoring.coreos.com/v1";
  return target.kind === "service"
    ? { apiVersion, kind: "ServiceMonitor", metadata, spec: { ...common, endpoints: [endpoint(spec, target)] } }
    : { apiVersion, kind: "PodMonitor", metadata, spec: { ...common, podMetricsEndpoints: [endpoint(spec, target)] } };
}

/** A server of 3.2.2 shows some 400; each workflow definition that runs adds one or two to a master. */
const mostSamples = 50_000;

function endpoint({ scrapeSeconds }: MonitoringSpec, { drop, job, path, port }: Target) {
  return {
    ...(drop && { metricRelabelings: [{ action: "drop" as const, ...drop }] }),
    interval: `${scrapeSeconds}s`,
    path,
    port,
    relabelings: [{ action: "replace" as const, replacement: job, targetLabel: "job" }],
    scrapeTimeout: `${Math.min(10, scrapeSeconds)}s`,
  };
}
