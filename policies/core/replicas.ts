import type { ObjectView } from "./model.ts";

/** The program has given the number of pods to a scaler, and updates leave it alone. */
export const isScaled = (workload: ObjectView): boolean =>
  workload.at("metadata", "annotations", "dolphinpod.io/replicas").text === "scaled";

/** How many pods a workload has; two where a scaler chooses, as there may be more than one at any time. */
export const replicasOf = (workload: ObjectView): number =>
  workload.at("spec", "replicas").number ?? (isScaled(workload) ? 2 : 1);
