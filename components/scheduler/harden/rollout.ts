import { change, field, isObject, type KubernetesObject, list } from "../../kubernetes/object.ts";
import { notAwaited } from "./awaited.ts";
import type { Context } from "./context.ts";

/** How a Deployment replaces its pods. */
export function deploymentRollout(deployment: KubernetesObject, context: Context): KubernetesObject {
  return change(deployment, "spec", (spec) => ({ ...spec, strategy: strategy(spec, context) }));
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

/**
 * StatefulSets replace pods one by one, last first and down to the partition, also where they start in parallel.
 *
 * Nobody waits for a partition: the Kubernetes plugin knows none, and waits until all pods are of one revision, which
 * they are not to be.
 */
export function statefulSetRollout(statefulSet: KubernetesObject, { server, spec }: Context): KubernetesObject {
  const partition = server === "master" || server === "worker" ? spec.servers[server].partition : 0;
  const updateStrategy = { ...(partition > 0 ? { rollingUpdate: { partition } } : {}), type: "RollingUpdate" };
  const chosen = change(statefulSet, "spec", (current) => ({ ...current, updateStrategy }));
  return partition > 0 ? change(chosen, "metadata", notAwaited) : chosen;
}
