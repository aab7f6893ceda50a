import type { GitopsSecrets, GitopsSpec } from "../../components/gitops/types.ts";
import type { Settings } from "./schema.ts";

/** How Argo CD delivers the environment; undefined where it does not. */
export function gitops(settings: Settings): GitopsSpec | undefined {
  const { application, argocdNamespace, cluster, notifications, path, repository, revision, sync, windows } =
    settings.gitops;
  if (repository === undefined) return undefined;
  const namespace = settings.namespace ?? settings.name;
  return {
    application: application ?? namespace,
    repository,
    path: path ?? namespace,
    revision,
    secrets: gitopsSecrets(settings.gitops.secrets),
    sync,
    windows,
    notifications,
    argocdNamespace,
    cluster,
  };
}

function gitopsSecrets(it: Settings["gitops"]["secrets"]): GitopsSecrets {
  if (it?.sealed !== undefined) return { from: "sealed", folder: it.sealed };
  if (it?.store === undefined || it.prefix === undefined) return { from: "existing" };
  const { prefix, refresh, store, storeKind } = it;
  return { from: "store", store: { kind: storeKind, name: store }, prefix, refreshSeconds: refresh };
}
