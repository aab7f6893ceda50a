import { array, at, isObject, type Json, type JsonObject, object, without } from "./json.ts";

/**
 * The fields of a live object that somebody applied, by the server's own record of who set what: the inputs that it was
 * made from, without defaults and without what controllers added. Undefined where nobody applied it.
 *
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export function appliedFields(live: JsonObject): JsonObject | undefined {
  const records = array(at(live, "metadata", "managedFields")).filter(
    (it) => at(it, "operation") === "Apply" && !at(it, "subresource"),
  );
  if (records.length === 0) return undefined;
  const tree = records.map((it) => object(at(it, "fieldsV1"))).reduce(merged, {});
  const { apiVersion = null, kind = null } = live;
  const identity = only(object(live["metadata"]), "name", "namespace");
  const fields = withoutClaimDefaults(object(owned(live, tree)));
  return { ...fields, apiVersion, kind, metadata: { ...object(fields["metadata"]), ...identity } };
}

function merged(a: JsonObject, b: JsonObject): JsonObject {
  const both = Object.entries(b).map(([key, inner]) => [key, merged(object(a[key]), object(inner))] as const);
  return { ...a, ...Object.fromEntries(both) };
}

function owned(value: Json, tree: JsonObject): Json {
  const inner = Object.entries(tree).filter(([key]) => key !== ".");
  // The server keeps an empty list as null.
  if (inner.length === 0) return value ?? [];
  if (Array.isArray(value)) return value.flatMap((item) => ownedItem(item, inner));
  if (!isObject(value)) return value;
  const fields = inner.map(([key, subtree]) => [key.slice("f:".length), object(subtree)] as const);
  return Object.fromEntries(
    fields.flatMap(([key, subtree]) => {
      const field = value[key];
      return field === undefined ? [] : [[key, owned(field, subtree)] as const];
    }),
  );
}

/** An item of a list is known by some of its fields ("k:"), or by itself ("v:"). */
function ownedItem(item: Json, inner: readonly (readonly [string, Json])[]): Json[] {
  for (const [key, subtree] of inner) {
    const wanted = JSON.parse(key.slice("k:".length)) as Json;
    const isIt = isObject(wanted)
      ? Object.entries(wanted).every(([name, value]) => at(item, name) === value)
      : item === wanted;
    if (isIt) return [owned(item, object(subtree))];
  }
  return [];
}

/** Volume claim templates are one field as a whole, so the record has what the server added to them. */
function withoutClaimDefaults(fields: JsonObject): JsonObject {
  const spec = object(fields["spec"]);
  if (!Array.isArray(spec["volumeClaimTemplates"])) return fields;
  const volumeClaimTemplates = spec["volumeClaimTemplates"].map((it) => {
    const claim = without(object(it), "apiVersion", "kind", "status");
    return { ...claim, spec: without(object(claim["spec"]), "volumeMode") };
  });
  return { ...fields, spec: { ...spec, volumeClaimTemplates } };
}

function only(value: JsonObject, ...keys: string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)));
}
