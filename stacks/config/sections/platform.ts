import { z } from "zod";
import { option } from "./option.ts";

const choice = { allowed: "present, install", example: "present" };

function operator(what: string, needs: string) {
  return option(z.enum(["present", "install"]), {
    ...choice,
    description:
      `\`present\`: a preview fails where ${needs} and the cluster has none. \`install\`: this stack installs ${what} ` +
      "for the whole cluster; exactly one stack of a cluster may.",
  });
}

export const platform = z.strictObject({
  certManager: operator("cert-manager", "`tls` needs cert-manager"),
  kubePrometheusStack: operator(
    "kube-prometheus-stack, in the release that is tested on `cluster.kubernetesVersion`, in `isolation.monitoringNamespace`,",
    "the environment is to be watched by Prometheus",
  ),
  keda: operator("KEDA, in `worker.autoscaling.operatorNamespace`,", "workers are scaled by KEDA"),
  externalSecrets: operator(
    "the External Secrets Operator, in the namespace `external-secrets`,",
    "`externalSecrets` needs that operator",
  ),
  cloudNativePg: operator(
    "CloudNativePG, in `database.operatorNamespace`,",
    "`database.backend: cloudnative-pg` needs that operator",
  ),
  metricsServer: option(z.enum(["present", "install"]), {
    ...choice,
    description:
      "`present`: autoscaling by use is up to what the cluster has. `install`: this stack installs metrics-server in " +
      "kube-system for the whole cluster; exactly one stack of a cluster may.",
  }),
});
