import type { ScaledServer } from "./place.ts";

/** Longest period of a policy that the API server takes. */
const longestPeriod = 1800;

/** Seconds for which a server must have been too much. */
const calmSeconds = { alert: 300, api: 300, worker: 600 };

/**
 * Removes one pod at a time, the next one only when the first has had its grace period, drain included, and only what
 * was too much all the time: a pod takes about a minute to start, so one removed in a pause between two bursts would be
 * missed. Adding is as fast as Kubernetes does it by itself.
 */
export function slowScaleDown({ gracePeriodSeconds, server }: ScaledServer) {
  return {
    scaleDown: {
      policies: [
        { periodSeconds: Math.min(longestPeriod, Math.max(60, gracePeriodSeconds)), type: "Pods" as const, value: 1 },
      ],
      stabilizationWindowSeconds: calmSeconds[server],
    },
  };
}
