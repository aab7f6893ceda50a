import { change, field, type KubernetesObject, without } from "../../kubernetes/object.ts";
import { boundsOf } from "../replicas.ts";
import type { SchedulerSpec } from "../types.ts";
import type { Context } from "./context.ts";
import { serverObjectName } from "./context.ts";

/**
 * A workload whose number a scaler chooses says none of its own. The annotation makes giving the number away, and taking
 * it back, a change of the workload: an update that changes nothing else would not write the number.
 */
export function replicas(workload: KubernetesObject, { server, spec }: Context): KubernetesObject {
  if (boundsOf(spec, server) === undefined) return workload;
  const marked = change(workload, "metadata", (metadata) =>
    change(metadata, "annotations", (annotations) => ({ ...annotations, "dolphinpod.io/replicas": "scaled" })),
  );
  return change(marked, "spec", (it) => without(it, "replicas"));
}

/**
 * Fields that updates of an object leave to others. Without this, the update that gives the number to a scaler would set
 * it back to 1 for a moment: a field that its only owner no longer applies falls to its default.
 */
export function othersFields(object: KubernetesObject, spec: SchedulerSpec): string[] {
  const { name } = field(object, "metadata");
  const scaled = (["worker", "api", "alert"] as const).filter((server) => boundsOf(spec, server) !== undefined);
  const workload = object["kind"] === "StatefulSet" || object["kind"] === "Deployment";
  return workload && scaled.some((server) => serverObjectName(spec, server) === name) ? ["spec.replicas"] : [];
}
