import type { Contents, GitopsArgs, GitopsSpec } from "../../components/gitops/index.ts";

export const spec: GitopsSpec = {
  application: "data",
  argocdNamespace: "argocd",
  cluster: "in-cluster",
  notifications: { slack: "data-platform" },
  path: "environments/prod",
  repository: "https://git.example.com/environments",
  revision: "main",
  secrets: { from: "existing" },
  sync: "automatic",
  windows: [{ duration: "10h", kind: "deny", schedule: "0 8 * * 1-5" }],
};

export const contents: Contents = {
  clusterKinds: [{ group: "", kind: "Namespace" }],
  kinds: [
    { group: "apps", kind: "Deployment" },
    { group: "keda.sh", kind: "ScaledObject" },
  ],
  namespaces: ["data", "monitoring"],
  scaled: [{ group: "apps", kind: "Deployment", name: "ds-api" }],
};

export function environment(given: Partial<GitopsArgs> = {}): GitopsArgs {
  return { contents, instance: "ds", namespace: "data", spec, timezone: "Europe/Berlin", ...given };
}
