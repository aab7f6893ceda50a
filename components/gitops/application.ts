import type { IApplication } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application";
import { gitopsMetadata } from "./metadata.ts";
import type { Contents, GitopsArgs, GitopsSpec } from "./types.ts";

/** What recipients hear of (https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/catalog/). */
const triggers = ["on-deployed", "on-health-degraded", "on-sync-failed"];

/**
 * The Application of one environment.
 *
 * It has no finalizer, so deleting it leaves everything running. Objects that hold data say of themselves that they are
 * neither pruned nor deleted, whatever the Application says.
 */
export function application(args: GitopsArgs): IApplication {
  const { contents, namespace, spec } = args;
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: { ...gitopsMetadata(args), annotations: applicationAnnotations(spec) },
    spec: {
      destination: { name: spec.cluster, namespace },
      ignoreDifferences: ignoredDifferences(contents),
      project: spec.application,
      revisionHistoryLimit: 20,
      source: { path: spec.path, repoURL: spec.repository, targetRevision: spec.revision },
      syncPolicy: syncPolicy(spec),
    },
  };
}

export function applicationAnnotations({ notifications }: Pick<GitopsSpec, "notifications">): Record<string, string> {
  const subscriptions = Object.entries(notifications).flatMap(([service, recipient]) =>
    triggers.map((trigger) => [`notifications.argoproj.io/subscribe.${trigger}.${service}`, recipient] as const),
  );
  return {
    // The server's own dry run: what it adds to an object (defaults, volume claims of StatefulSets) is no difference.
    "argocd.argoproj.io/compare-options": "ServerSideDiff=true",
    ...Object.fromEntries(subscriptions.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** A scaler's number is not the repository's. */
export function ignoredDifferences({ scaled }: Pick<Contents, "scaled">) {
  return scaled.map(({ group, kind, name }) => ({ group, jsonPointers: ["/spec/replicas"], kind, name }));
}

export function syncPolicy({ sync }: Pick<GitopsSpec, "sync">) {
  return {
    ...(sync === "automatic" && { automated: { prune: true, selfHeal: true } }),
    retry: { backoff: { duration: "30s", factor: 2, maxDuration: "10m" }, limit: 5 },
    syncOptions: [
      "CreateNamespace=false",
      "PruneLast=true",
      "PrunePropagationPolicy=foreground",
      "RespectIgnoreDifferences=true",
      "ServerSideApply=true",
    ],
  };
}
