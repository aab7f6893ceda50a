import { externalSecrets } from "./external-secrets.ts";
import { kubePrometheusStack } from "./kube-prometheus-stack.ts";
import { inRange } from "./kubernetes-version.ts";
import type { OperatorName, OperatorRelease } from "./types.ts";

/** Releases by operator, oldest first. Versions and digests are those of each repository's `index.yaml`. */
export const operatorReleases: Readonly<Record<OperatorName, readonly OperatorRelease[]>> = {
  kubePrometheusStack,
  keda: [
    {
      repository: "https://kedacore.github.io/charts",
      chart: "keda",
      version: "2.20.2",
      application: "2.20.2",
      digest: "db60b1fa60f0565fefa4ce2f87e855b6a8854363ee82962fbe28a12a70d64c4c",
      kubernetes: { first: "1.33", last: "1.35" },
      source: "https://keda.sh/docs/2.20/operate/cluster/#kubernetes-compatibility",
    },
  ],
  externalSecrets,
  cloudNativePg: [
    {
      repository: "https://cloudnative-pg.github.io/charts",
      chart: "cloudnative-pg",
      version: "0.29.0",
      application: "1.30.0",
      digest: "668e065ff53508d58238788fd35b355a925060843629a951df0e6a9362e6d32f",
      // 1.34 to 1.36 are supported, the older ones tested.
      kubernetes: { first: "1.30", last: "1.36" },
      source: "https://cloudnative-pg.io/documentation/current/supported_releases/",
    },
  ],
  metricsServer: [
    {
      repository: "https://kubernetes-sigs.github.io/metrics-server/",
      chart: "metrics-server",
      version: "3.13.1",
      application: "0.8.1",
      digest: "084e6edb680cf4e2acc30bd496568c53fdf663cbacf6e17876b25785c35b7a13",
      kubernetes: { first: "1.31", last: undefined },
      source: "https://github.com/kubernetes-sigs/metrics-server#compatibility-matrix",
    },
  ],
};

/** The newest release; of a known Kubernetes version the newest one that is tested there, or undefined. */
export function releaseFor(operator: OperatorName, kubernetes: string | undefined): OperatorRelease | undefined {
  const releases = operatorReleases[operator];
  return kubernetes === undefined
    ? releases.at(-1)
    : releases.findLast((release) => inRange(kubernetes, release.kubernetes));
}
