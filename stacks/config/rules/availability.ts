import { type Rule, rule } from "./rule.ts";

function partitionUpdatesSome(server: "master" | "worker"): Rule {
  return rule(
    "`partition` is below `replicas`, so that an update reaches at least one pod.",
    [`${server}.partition`, `${server}.replicas`],
    ({ settings }) => {
      const { partition, replicas } = settings[server];
      if (partition < replicas) return undefined;
      return {
        path: `${server}.partition`,
        received: `${partition} with ${replicas} replicas`,
        allowed: `0 to ${replicas - 1}: ordinals begin at 0, and with this one no pod would ever be updated`,
        fix: `Write partition: ${replicas - 1} for a canary of one, or remove it.`,
      };
    },
  );
}

export const availabilityRules: readonly Rule[] = [partitionUpdatesSome("master"), partitionUpdatesSome("worker")];
