import { isRecord } from "../../stacks/config/problems.ts";
import type { Leaf, Values } from "./types.ts";

/** Several values files as Helm reads them: objects are merged, anything else is replaced by what comes later. */
export function mergeValues(files: readonly Values[]): Values {
  return files.reduce<Values>((merged, file) => overlaid(merged, file), {});
}

/** Values over the chart's own, as Helm does it: null takes a value of the chart away. */
export function overDefaults(defaults: Values, values: Values): Values {
  return withoutNull(overlaid(defaults, values));
}

function overlaid(below: Values, above: Values): Values {
  const entries = Object.entries(above).map(([key, value]) => {
    const under = Object.hasOwn(below, key) ? below[key] : undefined;
    return [key, isRecord(value) && isRecord(under) ? overlaid(under, value) : value] as const;
  });
  return Object.fromEntries([...Object.entries(below), ...entries]);
}

function withoutNull(values: Values): Values {
  const kept = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(kept.map(([key, value]) => [key, isRecord(value) ? withoutNull(value) : value]));
}

/** Plain values, lists and empty objects with their paths. */
export function leavesOf(value: unknown, keys: readonly string[] = []): Leaf[] {
  if (!isRecord(value) || Object.keys(value).length === 0) return [{ path: keys.join("."), keys, value }];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...keys, key]));
}

/** Whether the chart's templates, which print values as texts, make the same of both. */
export function looksSame(one: unknown, other: unknown): boolean {
  if (typeof one === "object" || typeof other === "object") return JSON.stringify(one) === JSON.stringify(other);
  return String(one) === String(other);
}
