import type * as kubernetes from "@pulumi/kubernetes";
import type { SchedulerSpec } from "../types.ts";
import { instructedValues } from "./instructions.ts";
import type { Adapt, ReleaseDelivery } from "./types.ts";

export { postRendererPath } from "./post-renderer.ts";
export type { Adapt, DeliverySpec, ReleaseDelivery, ReleaseSpec } from "./types.ts";

/** Inputs of the scheduler's Helm release; all are known at preview. */
export function releaseInputs(spec: SchedulerSpec, chart: string, delivery: ReleaseDelivery, adapt: Adapt) {
  const { history, mesh, onFailure, postRenderer, timeoutSeconds } = delivery;
  return {
    atomic: onFailure === "rollback",
    chart,
    // The chart's hook makes the tables after the servers, which need them. The first of these two is read when the
    // release is installed, the second when it is updated.
    disableCRDHooks: true,
    disableWebhooks: true,
    maxHistory: history,
    name: spec.name,
    namespace: spec.namespace,
    postrender: postRenderer,
    timeout: timeoutSeconds,
    values: { ...instructedValues(spec, mesh, adapt) },
  } satisfies kubernetes.helm.v3.ReleaseArgs;
}
