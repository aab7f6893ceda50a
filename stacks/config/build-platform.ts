import { operatorNames } from "../../components/platform/types.ts";
import type { Settings } from "./schema.ts";
import type { EnvironmentSpec } from "./spec.ts";

type Installable = keyof EnvironmentSpec["platform"];

/** Where what the stack installs for the whole cluster goes: there, where the environment looks for it. */
export function platformNamespaces(settings: Settings): EnvironmentSpec["platformNamespaces"] {
  const installed = [...operatorNames, "certManager" as const].filter((it) => settings.platform[it] === "install");
  return Object.fromEntries(installed.map((it) => [it, namespaceOf(it, settings)]));
}

/** A rule has refused kube-prometheus-stack without its namespace, and KEDA where nothing is scaled by it. */
function namespaceOf(installed: Installable, { database, isolation, tls, worker }: Settings): string {
  switch (installed) {
    case "certManager":
      return tls.certManagerNamespace;
    case "cloudNativePg":
      return database.operatorNamespace;
    case "externalSecrets":
      return "external-secrets";
    case "keda":
      return worker.autoscaling?.by === "keda" ? worker.autoscaling.operatorNamespace : "keda";
    case "kubePrometheusStack":
      return isolation.monitoringNamespace ?? "monitoring";
    case "metricsServer":
      return "kube-system";
  }
}
