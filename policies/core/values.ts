import type { Field } from "./field.ts";
import type { ObjectView } from "./model.ts";
import { release } from "./types.ts";

/** Values of a release or chart. Files of values, and those of the release before, are not shown to anybody. */
export function valuesOf(object: ObjectView): Field {
  const values = object.at("values");
  const files = object.at("valueYamlFiles");
  const isPartial = files.unknown || files.items.length > 0 || object.at("reuseValues").flag === true;
  return isPartial ? values.asPartial() : values;
}

/** Values of a Helm release or chart of DolphinScheduler; undefined for any other. */
export function schedulerValues(object: ObjectView): Field | undefined {
  const values = object.at("values");
  const named = object.at("chart").text?.includes("dolphinscheduler") ?? false;
  const shaped = ["master", "worker", "api"].every((server) => values.at(server).present);
  return named || shaped ? valuesOf(object) : undefined;
}

/**
 * Values of a release, whose objects nobody shows to policies. A chart's objects are resources of their own and are
 * judged as what they became. A release with a post-renderer may become anything: nothing can be said about it.
 */
export function hiddenValues(object: ObjectView): Field | undefined {
  if (object.type !== release) return undefined;
  const values = schedulerValues(object);
  if (values === undefined || object.at("postrender").absent) return values;
  values.defer();
  return undefined;
}
