import type { OperatorName } from "./types.ts";

/** Secret with the first login of the Grafana that kube-prometheus-stack brings. */
export const grafanaAdmin = {
  secretName: "kube-prometheus-stack-grafana-admin",
  userKey: "admin-user",
  passwordKey: "admin-password",
} as const;

/** Definitions outlive the release, because everybody's objects of their kinds would go with them. */
const kept = { "helm.sh/resource-policy": "keep" };

/** What an operator's chart is told; everything else is its own default. */
export function operatorValues(operator: OperatorName): Record<string, unknown> {
  switch (operator) {
    case "kubePrometheusStack":
      return { grafana: grafanaValues, prometheus: { prometheusSpec: everybodysObjects } };
    case "keda":
      return { crds: { additionalAnnotations: kept } };
    case "externalSecrets":
      return { crds: { annotations: kept } };
    // CloudNativePG keeps its definitions by itself; metrics-server has none.
    case "cloudNativePg":
    case "metricsServer":
      return {};
  }
}

/** Without these the chart's Prometheus takes only what carries the label of its own release. */
const everybodysObjects = {
  podMonitorSelectorNilUsesHelmValues: false,
  probeSelectorNilUsesHelmValues: false,
  ruleSelectorNilUsesHelmValues: false,
  scrapeConfigSelectorNilUsesHelmValues: false,
  serviceMonitorSelectorNilUsesHelmValues: false,
};

const grafanaValues = {
  admin: {
    existingSecret: grafanaAdmin.secretName,
    passwordKey: grafanaAdmin.passwordKey,
    userKey: grafanaAdmin.userKey,
  },
  sidecar: {
    dashboards: {
      enabled: true,
      folderAnnotation: "grafana_folder",
      label: "grafana_dashboard",
      labelValue: "1",
      provider: { foldersFromFilesStructure: true },
      searchNamespace: "ALL",
    },
  },
};
