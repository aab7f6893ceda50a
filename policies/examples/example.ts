import type { Key } from "../core/field.ts";
import type { PolicyObject } from "../core/object.ts";
import type { Parameters } from "../core/parameters.ts";
import { applyPatches } from "../core/patch.ts";
import { type ObjectName, objects } from "./environment.ts";

/** How an environment in which nothing is wrong is made to break a rule. */
export interface Example {
  readonly rule: string;
  /** The object that is changed, or one that stands beside the environment. */
  readonly on: ObjectName | PolicyObject;
  /** What is set in it; without a value the field is removed. */
  readonly set?: readonly Setting[];
  /** What is taken out of the environment besides. */
  readonly drop?: readonly ObjectName[];
  readonly add?: readonly PolicyObject[];
  /** Other rules that the same mistake breaks. */
  readonly also?: readonly string[];
  readonly parameters?: Partial<Parameters>;
  /** The object is no longer protected. */
  readonly unprotected?: true;
}

export type Setting = readonly [path: string | readonly Key[], value?: unknown];

/** "spec.containers.0.image" as keys. Keys with dots in them are given as a list. */
export function keys(path: string | readonly Key[]): readonly Key[] {
  if (typeof path !== "string") return path;
  return path.split(".").map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}

/** A copy of an object with settings. */
export function changed(object: PolicyObject, settings: readonly Setting[] = []): PolicyObject {
  const patches = settings.map(([path, value]) => ({ path: keys(path), value }));
  return { ...object, properties: applyPatches(object.properties, patches) };
}

/** The object of an example before and after the mistake. */
export function pair(example: Example): { readonly good: PolicyObject; readonly bad: PolicyObject } {
  const good = typeof example.on === "string" ? objects[example.on] : example.on;
  const bad = changed(good, example.set);
  return { good, bad: example.unprotected ? { ...bad, protect: false } : bad };
}

/** All objects of an example before and after the mistake. */
export function environments(example: Example): {
  readonly good: readonly PolicyObject[];
  readonly bad: readonly PolicyObject[];
} {
  const { good, bad } = pair(example);
  const { add = [], drop = [], on } = example;
  const beside = typeof on === "string" ? [] : [good];
  const dropped = new Set<PolicyObject>(drop.map((name) => objects[name]));
  const all: readonly PolicyObject[] = [...Object.values(objects), ...beside];
  return {
    good: all,
    bad: [...all.filter((it) => !dropped.has(it)).map((it) => (it === good ? bad : it)), ...add],
  };
}
