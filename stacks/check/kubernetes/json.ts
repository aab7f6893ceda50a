export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value itself when it is an object, else an empty one: reads of optional fields need no checks. */
export function object(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

export function array(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

export function number(value: Json | undefined): number {
  return typeof value === "number" ? value : 0;
}

/** The value at a path of property names, or undefined where the path ends early. */
export function at(value: Json | undefined, ...path: string[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

/** A copy with a function applied to every property name. */
export function renameKeys(value: Json, rename: (key: string) => string): Json {
  if (Array.isArray(value)) return value.map((element) => renameKeys(element, rename));
  if (!isObject(value)) return value;
  return mapValues(value, (inner) => renameKeys(inner, rename), rename);
}

/** A copy with every value replaced; `rename` may give the properties other names. */
export function mapValues(
  value: JsonObject,
  change: (inner: Json, key: string) => Json,
  rename: (key: string) => string = (key) => key,
): JsonObject {
  // A loop: much of what this provider does is this. "__proto__" is a property like others here.
  const changed: JsonObject = {};
  for (const [key, inner] of Object.entries(value)) set(changed, rename(key), change(inner, key));
  return changed;
}

function set(object: JsonObject, key: string, value: Json): void {
  if (key === "__proto__") Object.defineProperty(object, key, { value, enumerable: true });
  else object[key] = value;
}

/** A copy without the named properties. */
export function without(value: JsonObject, ...keys: string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}
