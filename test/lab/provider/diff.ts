import { isObject, type Json, type JsonObject } from "../../../stacks/check/kubernetes/json.ts";
import { isUnknown } from "../../../stacks/check/kubernetes/wire.ts";

export type Change = "add" | "delete" | "update";
type Path = (string | number)[];

export interface Difference {
  path: Path;
  change: Change;
}

/** Every place where new inputs differ from old ones. A null counts as absent; order in arrays counts. */
export function differences(before: Json | undefined, after: Json | undefined, path: Path = []): Difference[] {
  const [was, is] = [before ?? undefined, after ?? undefined];
  if (was === undefined && is === undefined) return [];
  if (isUnknown(is)) return [{ path, change: was === undefined ? "add" : "update" }];
  if (was === undefined) return [{ path, change: "add" }];
  if (is === undefined) return [{ path, change: "delete" }];
  if (Array.isArray(was) && Array.isArray(is)) {
    const indices = Array.from({ length: Math.max(was.length, is.length) }, (_, index) => index);
    return indices.flatMap((index) => differences(was[index], is[index], [...path, index]));
  }
  if (isObject(was) && isObject(is)) {
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
    return keys.flatMap((key) => differences(was[key], is[key], [...path, key]));
  }
  return was === is ? [] : [{ path, change: "update" }];
}

export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  return differences(a, b).length === 0;
}

/** The path as Pulumi writes it: `spec.ports[0].name`, `metadata.annotations["a.b/c"]`. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    if (/[."[\]]/.test(part)) return `${text}["${part.replaceAll('"', '\\"')}"]`;
    return text === "" ? part : `${text}.${part}`;
  }, "");
}

/** True when a change at `path` touches the field `rule` ("spec.selector"), something inside it, or all around it. */
export function touches(path: Path, rule: string): boolean {
  const parts = rule.split(".");
  return parts.slice(0, path.length).every((part, index) => path[index] === part);
}

/**
 * Old inputs as somebody else has changed them since: what `refresh` records, so that the next update repairs it.
 *
 * Only a value that differs from the last one *seen* counts, so that what the server writes in another form
 * ("1000m" becomes "1") is no drift, and fields that the inputs do not set never appear.
 */
export function drifted(input: Json, lastSeen: Json | undefined, live: Json | undefined): Json | undefined {
  if (sameJson(lastSeen, live)) return input;
  if (live === undefined || live === null) return undefined;
  if (isObject(input) && isObject(live)) {
    const seen = isObject(lastSeen) ? lastSeen : {};
    const entries = Object.entries(input).map(([key, value]) => [key, drifted(value, seen[key], live[key])] as const);
    return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
  }
  if (Array.isArray(input) && Array.isArray(live) && input.length === live.length) {
    const seen = Array.isArray(lastSeen) ? lastSeen : [];
    return input.map((value, index) => drifted(value, seen[index], live[index]) ?? null);
  }
  return live;
}

/** As {@link drifted} for a whole object; in a Secret, `stringData` follows the `data` that the server made of it. */
export function driftedInputs(inputs: JsonObject, lastSeen: JsonObject, live: JsonObject): JsonObject {
  const result = drifted(inputs, lastSeen, live);
  const manifest = isObject(result) ? result : inputs;
  if (inputs["kind"] !== "Secret" || !isObject(inputs["stringData"])) return manifest;
  const view = (object: JsonObject) => ({ ...object, stringData: decoded(object["data"]) });
  const strings = drifted(inputs["stringData"], view(lastSeen).stringData, view(live).stringData);
  return { ...manifest, stringData: strings ?? {} };
}

function decoded(data: Json | undefined): JsonObject {
  if (!isObject(data)) return {};
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, Buffer.from(String(value), "base64").toString("utf8")]),
  );
}
