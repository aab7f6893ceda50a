import { rolloutSeconds } from "../../components/scheduler/rollout-time.ts";
import type { Problem } from "./problems.ts";
import type { EnvironmentSpec } from "./spec.ts";

/** A Helm release whose update would be given up while workers are still finishing their tasks. */
export function timeoutIsShort({ scheduler, servers }: Pick<EnvironmentSpec, "scheduler" | "servers">): Problem[] {
  const needed = rolloutSeconds(servers);
  if (scheduler.delivery !== "release" || scheduler.timeoutSeconds >= needed) return [];
  const then = scheduler.onFailure === "rollback" ? "takes an update back" : "gives an update up";
  return [
    {
      path: "scheduler.timeout",
      received: `${scheduler.timeoutSeconds} seconds, after which Helm ${then}`,
      allowed: `${needed} seconds, in which the slowest server replaces its pods one by one, each after its drain`,
      fix: "Remove it: left out, it is as long as that takes.",
    },
  ];
}
