import { mebibytes } from "../../../components/kubernetes/quantity.ts";
import { type ServerName, serverNames } from "../../../components/scheduler/types.ts";
import { isProduction, type Rule, rule } from "./rule.ts";

/** The heap's largest share of the memory limit; the rest is for metaspace, threads and buffers. */
export const maxHeapShare = 0.75;

function heapFits(server: ServerName): Rule {
  return rule(
    `\`heap\` is at most ${maxHeapShare * 100} % of the memory limit; metaspace, threads and buffers need the rest.`,
    [`${server}.heap`, `${server}.memory`],
    ({ settings }) => {
      const { heap, memory } = settings[server];
      const most = Math.floor(mebibytes(memory.limit) * maxHeapShare);
      if (heap === undefined || mebibytes(heap) <= most) return undefined;
      return {
        path: `${server}.heap`,
        received: `${heap} with a memory limit of ${memory.limit}`,
        allowed: `at most ${maxHeapShare * 100} % of the limit, here ${most}Mi`,
        fix: `Write heap: ${most}Mi, or memory: ${Math.ceil(mebibytes(heap) / maxHeapShare)}Mi, or leave heap out.`,
      };
    },
  );
}

const productionMinimum: Readonly<Record<ServerName, number>> = { master: 2, worker: 2, api: 2, alert: 1 };

function productionHasSpare(server: ServerName): Rule {
  const reads = ["class", `${server}.replicas`, ...(server === "api" ? ["api.autoscaling"] : [])];
  return rule(
    "Class prod runs at least two masters, workers and API servers, so that one lost pod stops nothing.",
    reads,
    (facts) => {
      const { autoscaling } = facts.settings.api;
      const scaled = server === "api" && autoscaling !== undefined;
      const replicas = scaled ? autoscaling.min : facts.settings[server].replicas;
      const least = productionMinimum[server];
      if (!isProduction(facts) || replicas >= least) return undefined;
      return {
        path: scaled ? "api.autoscaling.min" : `${server}.replicas`,
        received: String(replicas),
        allowed: `at least ${least} in class prod, so that one lost pod stops nothing`,
        fix: `Write ${least} or more, or leave it out.`,
      };
    },
  );
}

function productionKeepsLogs(server: "master" | "worker"): Rule {
  return rule(
    "Class prod keeps the logs of masters and workers on persistent volumes.",
    ["class", `${server}.logs`],
    (facts) => {
      if (!isProduction(facts) || facts.settings[server].logs.kind === "persistent") return undefined;
      return {
        path: `${server}.logs`,
        received: "ephemeral",
        allowed: "a persistent volume in class prod: logs must outlive a lost pod",
        fix: `Give a size, for example logs: 50Gi, or leave it out.`,
      };
    },
  );
}

const oneOwnerOfReplicas = rule(
  "Either `api.replicas` or `api.autoscaling`: only one may own the number.",
  ["api.replicas", "api.autoscaling"],
  ({ settings, written }) => {
    const { autoscaling, replicas } = settings.api;
    if (autoscaling === undefined || !written("api.replicas")) return undefined;
    return {
      path: "api.replicas",
      received: `${replicas} beside api.autoscaling`,
      allowed: "either replicas, or autoscaling with min and max: only one may own the number",
      fix: "Remove api.replicas; autoscaling.min is where it starts.",
    };
  },
);

const autoscalingBounds = rule("`api.autoscaling.min` is at most `max`.", ["api.autoscaling"], ({ settings }) => {
  const { autoscaling } = settings.api;
  if (autoscaling === undefined || autoscaling.min <= autoscaling.max) return undefined;
  return {
    path: "api.autoscaling.max",
    received: `${autoscaling.max} with min ${autoscaling.min}`,
    allowed: "a number from min upwards",
    fix: `Write max: ${autoscaling.min} or more.`,
  };
});

const threadsAreRead = rule(
  "`master.threads` is for versions that have such a bound; later ones bound a master by its load.",
  ["master.threads", "version"],
  ({ settings: { master }, version, written }) => {
    if (version.masterThreadsVariable !== undefined || !written("master.threads")) return undefined;
    return {
      path: "master.threads",
      received: `${master.threads} with version ${version.version}`,
      allowed: "nothing: this version has no such bound",
      fix: "Remove it; a master takes work until it is overloaded.",
    };
  },
);

export const serverRules: readonly Rule[] = [
  ...serverNames.flatMap((server) => [heapFits(server), productionHasSpare(server)]),
  productionKeepsLogs("master"),
  productionKeepsLogs("worker"),
  oneOwnerOfReplicas,
  autoscalingBounds,
  threadsAreRead,
];
