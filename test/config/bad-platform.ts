import { type BadInput, bad, dev, prod } from "./base.ts";

const watched = { isolation: { monitoringNamespace: "monitoring" } };
const keda = { platform: { keda: "install" }, worker: { autoscaling: { by: "keda", min: 1, max: 3 } } };
const observed = { ...dev, ...watched, monitoring: { mode: "prometheus-operator" } };

export const goodPlatform: [string, Record<string, unknown>][] = [
  [
    "kube-prometheus-stack on a version that it is tested on",
    { ...dev, ...watched, platform: { kubePrometheusStack: "install" }, cluster: { kubernetesVersion: "1.32" } },
  ],
  ["KEDA where no version is said", { ...dev, ...keda }],
  [
    "dashboards in a namespace of their own",
    { ...observed, monitoring: { ...observed.monitoring, dashboards: { mode: "sidecar", namespace: "grafana" } } },
  ],
  [
    "no dashboards, as older YAML reads off",
    { ...observed, monitoring: { ...observed.monitoring, dashboards: false } },
  ],
];

export const badPlatform: readonly BadInput[] = [
  bad(
    "a version of Kubernetes that YAML took for a number",
    { ...dev, cluster: { kubernetesVersion: 1.3 } },
    "cluster.kubernetesVersion",
    /kubernetesVersion: "1\.34"/,
  ),
  bad(
    "a version of Kubernetes with its patch",
    { ...prod, cluster: { context: "prod-eu", kubernetesVersion: "1.34.2" } },
    "cluster.kubernetesVersion",
    /1\.34/,
  ),
  bad(
    "kube-prometheus-stack on a version that none is tested on",
    { ...dev, ...watched, platform: { kubePrometheusStack: "install" }, cluster: { kubernetesVersion: "1.30" } },
    "platform.kubePrometheusStack",
    /kubePrometheusStack: present/,
  ),
  bad(
    "KEDA on a version that it is not tested on",
    { ...dev, ...keda, cluster: { kubernetesVersion: "1.36" } },
    "platform.keda",
    /keda: present/,
  ),
  bad(
    "kube-prometheus-stack nowhere",
    { ...dev, platform: { kubePrometheusStack: "install" } },
    "platform.kubePrometheusStack",
    /monitoringNamespace: monitoring/,
  ),
  bad(
    "CloudNativePG for a database that does not need it",
    { ...dev, platform: { cloudNativePg: "install" } },
    "platform.cloudNativePg",
    /Remove it/,
  ),
  bad(
    "External Secrets for no Secret",
    { ...dev, platform: { externalSecrets: "install" } },
    "platform.externalSecrets",
    /Remove it/,
  ),
  bad("KEDA where nothing scales by it", { ...dev, platform: { keda: "install" } }, "platform.keda", /Remove it/),
  bad("an operator that is unknown", { ...dev, platform: { istio: "install" } }, "platform.istio", /./),
  bad("an operator half there", { ...dev, platform: { keda: "maybe" } }, "platform.keda", /present/),
  bad(
    "a label of dashboards without a value",
    {
      ...observed,
      monitoring: { ...observed.monitoring, dashboards: { mode: "sidecar", label: "grafana_dashboard" } },
    },
    "monitoring.dashboards.label",
    /grafana_dashboard=1/,
  ),
];
