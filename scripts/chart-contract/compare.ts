import { isDeepStrictEqual } from "node:util";
import { isRecord, type Manifest } from "./manifests.ts";

/** One place where two renders differ; `undefined` means that the side has nothing there. */
export interface Difference {
  readonly object: string;
  /** Dotted path inside the object; empty when the whole object is on one side only. */
  readonly path: string;
  readonly upstream: unknown;
  readonly contract: unknown;
}

export interface Explanation {
  readonly object: string;
  readonly path: string;
  readonly reason: string;
}

/**
 * Everything that two renders differ in, over whole objects: what is not compared is not kept.
 *
 * The order of objects, of keys and of named list items says nothing to the API server, so it is no difference.
 */
export function compareManifests(upstream: readonly Manifest[], contract: readonly Manifest[]): Difference[] {
  const left = byId(upstream);
  const right = byId(contract);
  const ids = [...new Set([...left.keys(), ...right.keys()])].sort();
  return ids.flatMap((object) =>
    compareValues(left.get(object), right.get(object)).map((difference) => ({ object, ...difference })),
  );
}

/** Splits differences into those a reason exists for and the rest, and finds reasons that explain nothing any more. */
export function explain(differences: readonly Difference[], explanations: readonly Explanation[]) {
  const explains = (difference: Difference) => (explanation: Explanation) =>
    explanation.object === difference.object && explanation.path === difference.path;
  return {
    explained: differences.filter((difference) => explanations.some(explains(difference))),
    unexplained: differences.filter((difference) => !explanations.some(explains(difference))),
    stale: explanations.filter((explanation) => !differences.some((difference) => explains(difference)(explanation))),
  };
}

function byId(manifests: readonly Manifest[]): Map<string, unknown> {
  const objects = new Map<string, unknown>();
  for (const { id, object } of manifests) {
    if (objects.has(id)) throw new Error(`The chart rendered ${id} twice.`);
    objects.set(id, object);
  }
  return objects;
}

function compareValues(upstream: unknown, contract: unknown, path = ""): Omit<Difference, "object">[] {
  if (isDeepStrictEqual(upstream, contract)) return [];
  const left = asFields(upstream);
  const right = asFields(contract);
  if (!left || !right || Array.isArray(upstream) !== Array.isArray(contract)) return [{ path, upstream, contract }];
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  return keys.flatMap((key) => compareValues(left[key], right[key], path === "" ? key : `${path}.${key}`));
}

/** Fields by which to compare: a map's own, a list's items by the key that identifies them, else by position. */
function asFields(value: unknown): Record<string, unknown> | undefined {
  if (isRecord(value)) return value;
  if (!Array.isArray(value)) return undefined;
  const items: unknown[] = value;
  for (const key of ["mountPath", "name"]) {
    const names = items.map((item) => (isRecord(item) ? item[key] : undefined));
    if (names.every((name) => typeof name === "string") && new Set(names).size === names.length) {
      return Object.fromEntries(items.map((item, index) => [`[${String(names[index])}]`, item]));
    }
  }
  return Object.fromEntries(items.map((item, index) => [`[${index}]`, item]));
}
