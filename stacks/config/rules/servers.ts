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

/** Of alert servers one works and the others stand by (AlertHAServer). */
const productionMinimum = 2;

function productionHasSpare(server: ServerName): Rule {
  const reads = ["class", `${server}.replicas`, `${server}.autoscaling`];
  return rule("Class prod runs at least two of each server, so that one lost pod stops nothing.", reads, (facts) => {
    const bounds = server === "master" ? undefined : facts.settings[server].autoscaling;
    const replicas = bounds?.min ?? facts.settings[server].replicas;
    if (!isProduction(facts) || replicas >= productionMinimum) return undefined;
    return {
      path: bounds ? `${server}.autoscaling.min` : `${server}.replicas`,
      received: String(replicas),
      allowed: `at least ${productionMinimum} in class prod, so that one lost pod stops nothing`,
      fix: `Write ${productionMinimum} or more, or leave it out.`,
    };
  });
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
  threadsAreRead,
];
