/** What environments need of a cluster that exactly one program of it may install. */
export const operatorNames = [
  "kubePrometheusStack",
  "keda",
  "externalSecrets",
  "cloudNativePg",
  "metricsServer",
] as const;
export type OperatorName = (typeof operatorNames)[number];

/** Minor versions of Kubernetes, both ends included. */
export interface KubernetesRange {
  /** "1.33" */
  readonly first: string;
  /** Undefined where no end is known. */
  readonly last: string | undefined;
}

/** A Helm chart at one version, and where it may run. */
export interface OperatorRelease {
  /** Classic Helm repository. */
  readonly repository: string;
  readonly chart: string;
  readonly version: string;
  /** Version of what the chart installs. */
  readonly application: string;
  /** SHA-256 of the archive as the repository's index states it; undefined where nobody has looked. */
  readonly digest: string | undefined;
  /** Where its makers test it. */
  readonly kubernetes: KubernetesRange;
  /** Where those makers say so. */
  readonly source: string;
}
