import type { Environment, ObjectView } from "./model.ts";
import { leastOf, mostOf, scalerOf } from "./scalers.ts";

/** The program has given the number of pods to a scaler, and updates leave it alone. */
export const isScaled = (workload: ObjectView): boolean =>
  workload.at("metadata", "annotations", "dolphinpod.io/replicas").text === "scaled";

/** How many pods a workload has; at least two where a scaler chooses, as there may be more than one at any time. */
export function replicasOf(environment: Environment, workload: ObjectView): number {
  const scaler = scalerOf(environment, workload);
  if (scaler)
    return Math.min(mostOf(scaler).count ?? Number.POSITIVE_INFINITY, Math.max(2, leastOf(scaler).count ?? 2));
  return workload.at("spec", "replicas").number ?? (isScaled(workload) ? 2 : 1);
}
