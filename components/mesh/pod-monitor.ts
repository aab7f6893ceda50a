import type { IPodMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor";
import { labels } from "../kubernetes/labels.ts";
import type { MeshPlace } from "./policies.ts";

/** How the Prometheus Operator's Prometheus finds the proxies. */
export interface ProxyMonitoring {
  /** Labels by which a Prometheus that looks for labels finds the monitor. */
  readonly labels: Readonly<Record<string, string>>;
  /** Seconds between two scrapes. */
  readonly scrapeSeconds: number;
}

/**
 * Has Prometheus read the proxies of the environment: requests per second, success rate and latency of each pair of
 * servers, and what was denied. Labels are those that Linkerd's own dashboards look for.
 */
export function proxyMonitor({ instance, namespace }: MeshPlace, its: ProxyMonitoring) {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PodMonitor",
    metadata: {
      labels: { ...its.labels, ...labels({ component: "proxy", instance, name: "mesh-monitor" }) },
      name: `${instance}-proxies`,
      namespace,
    },
    spec: {
      namespaceSelector: { matchNames: [namespace] },
      podMetricsEndpoints: [
        {
          interval: `${its.scrapeSeconds}s`,
          path: "/metrics",
          port: "linkerd-admin",
          relabelings: [
            { action: "keep", regex: "linkerd-proxy", sourceLabels: ["__meta_kubernetes_pod_container_name"] },
            { action: "replace", replacement: "linkerd-proxy", targetLabel: "job" },
            {
              action: "replace",
              sourceLabels: ["__meta_kubernetes_pod_label_linkerd_io_proxy_job"],
              targetLabel: "k8s_job",
            },
            { action: "labelmap", regex: "__meta_kubernetes_pod_label_linkerd_io_proxy_(deployment|statefulset)" },
          ],
        },
      ],
      selector: { matchLabels: { "app.kubernetes.io/instance": instance } },
    },
  } satisfies IPodMonitor;
}
