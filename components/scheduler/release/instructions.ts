import { change, field, isObject, type KubernetesObject, without } from "../../kubernetes/object.ts";
import type { MeshPlan } from "../../mesh/annotate.ts";
import type { SchedulerSpec } from "../types.ts";
import { type ChartValues, chartValues } from "../values.ts";
import { rulesChecksum, sortedJson } from "./rules.ts";
import type { Adapt } from "./types.ts";

/** What the post-renderer is told: nothing of it is secret, since bindings are names of Secrets. */
export interface Instructions {
  readonly spec: SchedulerSpec;
  readonly mesh?: MeshPlan;
  /** Checksum of the rules as the program knows them. */
  readonly rules: string;
}

/** Key of the chart's common ConfigMap that carries the instructions; the post-renderer takes it out again. */
export const instructionsKey = "DOLPHINPOD_POST_RENDERER";

/**
 * Values of the chart with the instructions for the post-renderer in them. Helm starts that without arguments, in a
 * process and a folder of its own: what it has to know comes with the manifests, by way of a ConfigMap that the chart
 * renders from its values. So a change of the specification is a change of the values, and Helm's own record of a
 * revision holds all that made it.
 */
export function instructedValues(spec: SchedulerSpec, mesh: MeshPlan | undefined, adapt: Adapt): ChartValues {
  const values = chartValues(spec);
  const instructions: Instructions = {
    ...(mesh === undefined ? {} : { mesh }),
    rules: rulesChecksum(spec, adapt),
    spec,
  };
  const configmap = { ...values.common.configmap, [instructionsKey]: sortedJson(instructions) };
  return { ...values, common: { ...values.common, configmap } };
}

/** Whether values of a Helm release hold instructions: it is the scheduler's. */
export function holdInstructions(values: unknown): boolean {
  return isObject(values) && field(field(values, "common"), "configmap")[instructionsKey] !== undefined;
}

/**
 * The instructions in what a chart rendered, and the objects without them.
 *
 * @throws where there are none: objects that nobody repairs are not to get into a cluster.
 */
export function takeInstructions(objects: readonly KubernetesObject[]): {
  readonly instructions: Instructions;
  readonly objects: readonly KubernetesObject[];
} {
  const carriers = objects.filter((object) => field(object, "data")[instructionsKey] !== undefined);
  const [carrier, ...more] = carriers;
  if (carrier === undefined || more.length > 0) {
    throw new Error(
      `The manifests have ${carriers.length} ConfigMaps with the key ${instructionsKey}, and one is needed: it tells ` +
        "the post-renderer what to do. Dolphinpod's values have it under common.configmap; with `helm upgrade` use " +
        "--reuse-values, or the values of `helm get values`.",
    );
  }
  return {
    instructions: parsed(field(carrier, "data")[instructionsKey]),
    objects: objects.map((object) =>
      object === carrier ? change(object, "data", (data) => without(data, instructionsKey)) : object,
    ),
  };
}

function parsed(text: unknown): Instructions {
  const value: unknown = typeof text === "string" ? JSON.parse(text) : undefined;
  if (isObject(value) && isObject(value["spec"]) && typeof value["rules"] === "string") {
    return value as unknown as Instructions;
  }
  throw new Error(`${instructionsKey} holds no instructions of Dolphinpod; it is not to be written by hand.`);
}
