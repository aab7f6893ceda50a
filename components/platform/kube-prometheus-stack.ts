import type { OperatorRelease } from "./types.ts";

/**
 * kube-prometheus tests each of its releases on a few Kubernetes versions, with one minor version of the operator; of
 * each, the last chart that installs that minor version. The charts' own `kubeVersion` (>=1.25.0-0) only says where
 * they can be installed.
 *
 * Sources: the compatibility matrix and `jsonnet/kube-prometheus/versions.json` of each release branch, and
 * `Chart.yaml` at the tags of prometheus-community/helm-charts. The index of that repository was not at hand, so no
 * digest is stated.
 */
export const kubePrometheusStack: readonly OperatorRelease[] = [
  release("77.14.0", { application: "0.85.0", tested: "0.16", first: "1.32", last: "1.34" }),
  release("82.18.0", { application: "0.89.0", tested: "0.17", first: "1.33", last: "1.35" }),
  release("87.21.0", { application: "0.92.1", tested: "0.18", first: "1.33", last: "1.36" }),
];

interface Tested {
  readonly application: string;
  /** Release of kube-prometheus. */
  readonly tested: string;
  readonly first: string;
  readonly last: string;
}

function release(version: string, { application, first, last, tested }: Tested): OperatorRelease {
  return {
    repository: "https://prometheus-community.github.io/helm-charts",
    chart: "kube-prometheus-stack",
    version,
    application,
    digest: undefined,
    kubernetes: { first, last },
    source: `https://github.com/prometheus-operator/kube-prometheus/tree/release-${tested}#compatibility`,
  };
}
