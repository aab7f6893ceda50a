import { describeRange } from "../../../components/platform/kubernetes-version.ts";
import { operatorReleases, releaseFor } from "../../../components/platform/operators.ts";
import { type OperatorName, operatorNames } from "../../../components/platform/types.ts";
import type { Problem } from "../problems.ts";
import type { Settings } from "../schema.ts";
import { type Rule, rule } from "./rule.ts";

const operatorsFitTheCluster: Rule = {
  says: "What `platform` installs has a release that is tested on `cluster.kubernetesVersion`.",
  reads: ["cluster.kubernetesVersion", ...operatorNames.map((operator) => `platform.${operator}`)],
  check: ({ settings: { cluster, platform } }) =>
    operatorNames.flatMap((operator) =>
      platform[operator] === "install" && releaseFor(operator, cluster.kubernetesVersion) === undefined
        ? [untested(operator, cluster.kubernetesVersion ?? "")]
        : [],
    ),
};

function untested(operator: OperatorName, kubernetes: string): Problem {
  const releases = operatorReleases[operator];
  const tested = releases.map((it) => `${it.chart} ${it.version} on ${describeRange(it.kubernetes)}`).join(", ");
  return {
    path: `platform.${operator}`,
    received: `install, and a cluster of Kubernetes ${kubernetes}`,
    allowed: tested,
    fix: `Install a release of your own choice and write platform: {${operator}: present}, or upgrade the cluster.`,
  };
}

const watchedFromSomewhere = rule(
  "`platform.kubePrometheusStack: install` goes with an `isolation.monitoringNamespace`, where it is installed.",
  ["platform.kubePrometheusStack", "isolation.monitoringNamespace"],
  ({ settings: { isolation, platform } }) => {
    if (platform.kubePrometheusStack === "present" || isolation.monitoringNamespace !== undefined) return undefined;
    return {
      path: "platform.kubePrometheusStack",
      received: "install, and no isolation.monitoringNamespace",
      allowed: "install beside the namespace whose Prometheus may scrape the servers",
      fix: "Write isolation: {monitoringNamespace: monitoring}.",
    };
  },
);

/** Operators that only one part of a stack file needs. */
const users: readonly { operator: OperatorName; section: string; uses: (settings: Settings) => boolean }[] = [
  {
    operator: "cloudNativePg",
    section: "database.backend",
    uses: ({ database }) => database.backend === "cloudnative-pg",
  },
  {
    operator: "externalSecrets",
    section: "externalSecrets.store",
    uses: ({ externalSecrets }) => externalSecrets.store !== undefined,
  },
  { operator: "keda", section: "worker.autoscaling", uses: ({ worker }) => worker.autoscaling?.by === "keda" },
];

const installedNearby: readonly Rule[] = users.map(({ operator, section, uses }) =>
  rule(
    `\`platform.${operator}: install\` is for a stack that needs it by \`${section}\`.`,
    [`platform.${operator}`, section],
    ({ settings }) => {
      if (settings.platform[operator] === "present" || uses(settings)) return undefined;
      return {
        path: `platform.${operator}`,
        received: `install, and a stack whose ${section} does not need it`,
        allowed: "present, where this stack does not need it",
        fix: `Remove it, or see ${section} in docs/configuration.md.`,
      };
    },
  ),
);

export const platformRules: readonly Rule[] = [operatorsFitTheCluster, watchedFromSomewhere, ...installedNearby];
