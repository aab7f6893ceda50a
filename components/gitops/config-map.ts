import { healthChecks, healthKey } from "./health.ts";
import type { Kind } from "./types.ts";

/**
 * What Argo CD's own ConfigMap must say for these kinds; to be merged into it (`kubectl patch`), never put in its place.
 *
 * It follows objects by an annotation: by the label, which Argo CD before 3.0 does, it would overwrite
 * `app.kubernetes.io/instance`, and take volume claims with that label for its own.
 */
export function argocdConfig(kinds: readonly Kind[], argocdNamespace: string) {
  const checks = kinds.flatMap((kind) => {
    const check = healthChecks[healthKey(kind)];
    return check === undefined ? [] : [[`resource.customizations.health.${healthKey(kind)}`, check] as const];
  });
  return {
    apiVersion: "v1",
    data: {
      "application.resourceTrackingMethod": "annotation",
      ...Object.fromEntries(checks.sort(([a], [b]) => (a < b ? -1 : 1))),
    },
    kind: "ConfigMap",
    metadata: {
      labels: { "app.kubernetes.io/name": "argocd-cm", "app.kubernetes.io/part-of": "argocd" },
      name: "argocd-cm",
      namespace: argocdNamespace,
    },
  };
}
