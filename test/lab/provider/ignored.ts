import { array, at, isObject, type Json, type JsonObject, text } from "../../../stacks/check/kubernetes/json.ts";

/**
 * A manifest for an update that leaves the fields of `ignoreChanges` alone, by the official plugin's rule: a field that
 * others alone own is not sent, so that nothing is taken from them; any other is sent as it is on the server, because a
 * field that its owner no longer sends falls to its default.
 *
 * Of the paths only plain ones are known ("spec.replicas").
 */
export function withIgnored(
  manifest: JsonObject,
  live: JsonObject,
  manager: string,
  paths: readonly string[],
): JsonObject {
  return paths.reduce<JsonObject>((changed, path) => {
    const keys = path.split(".");
    const owners = ownersOf(live, keys);
    const theirs = owners.length > 0 && !owners.includes(manager);
    return put(changed, keys, theirs ? undefined : (at(live, ...keys) ?? at(manifest, ...keys)));
  }, manifest);
}

/** Managers of a field, as the server notes them. */
function ownersOf(live: JsonObject, keys: readonly string[]): string[] {
  return array(at(live, "metadata", "managedFields"))
    .filter((entry) => at(entry, "fieldsV1", ...keys.map((key) => `f:${key}`)) !== undefined)
    .map((entry) => text(at(entry, "manager")));
}

function put(value: JsonObject, [key = "", ...rest]: readonly string[], to: Json | undefined): JsonObject {
  const inner = value[key];
  if (rest.length > 0) return isObject(inner) ? { ...value, [key]: put(inner, rest, to) } : value;
  const { [key]: _, ...others } = value;
  return to === undefined ? others : { ...others, [key]: to };
}
