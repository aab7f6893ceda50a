import type { Context } from "./context.ts";
import { change, field, isObject, type KubernetesObject, list, without } from "./object.ts";

/** How a Deployment replaces its pods. */
export function deploymentRollout(deployment: KubernetesObject, context: Context): KubernetesObject {
  return change(deployment, "spec", (spec) => ({
    ...(context.server === "api" && context.spec.servers.api.autoscaling ? without(spec, "replicas") : spec),
    strategy: strategy(spec, context),
  }));
}

/**
 * One more pod before one less, except where it cannot start: beside its predecessor when replicas must not share a
 * node, or on another node when a volume can be attached to one node only. Recreate has no parameters: the chart
 * renders them none the less, and the API server refuses them.
 */
function strategy(spec: KubernetesObject, { settings }: Context) {
  if (claimsVolume(spec)) return { type: "Recreate" };
  const surge =
    settings.spread === "required" ? { maxSurge: 0, maxUnavailable: 1 } : { maxSurge: 1, maxUnavailable: 0 };
  return { rollingUpdate: surge, type: "RollingUpdate" };
}

const claimsVolume = (spec: KubernetesObject) =>
  list(field(field(spec, "template"), "spec"), "volumes").some(
    (volume) => isObject(volume) && volume["persistentVolumeClaim"] !== undefined,
  );

/** StatefulSets replace pods one by one, last first. */
export function statefulSetRollout(statefulSet: KubernetesObject): KubernetesObject {
  return change(statefulSet, "spec", (spec) => ({ ...spec, updateStrategy: { type: "RollingUpdate" } }));
}
