/** A rendered object or a part of one, read field by field and never assumed to be complete. */
export type KubernetesObject = Readonly<Record<string, unknown>>;

/**
 * Whether a value is a plain object, of whichever realm. Outputs and secrets that stand for values are instances of
 * classes, so they pass through untouched.
 */
export function isObject(value: unknown): value is KubernetesObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The field if it is a plain object, otherwise an empty one. */
export function field(object: KubernetesObject, key: string): KubernetesObject {
  const value = object[key];
  return isObject(value) ? value : {};
}

/** The field if it is a list, otherwise an empty one. */
export function list(object: KubernetesObject, key: string): readonly unknown[] {
  const value = object[key];
  return Array.isArray(value) ? value : [];
}

/** The object with one plain-object field changed; unchanged when the field is something that cannot be read. */
export function change(
  object: KubernetesObject,
  key: string,
  by: (value: KubernetesObject) => KubernetesObject,
): KubernetesObject {
  const value = object[key];
  if (value !== undefined && !isObject(value)) return object;
  return { ...object, [key]: by(value ?? {}) };
}

/** The object with one list changed; unchanged when the field is something that cannot be read. */
export function changeList(
  object: KubernetesObject,
  key: string,
  by: (entries: readonly unknown[]) => readonly unknown[],
): KubernetesObject {
  const value = object[key];
  if (value !== undefined && !Array.isArray(value)) return object;
  return { ...object, [key]: by(value ?? []) };
}

/** The object without some fields. */
export function without(object: KubernetesObject, ...keys: string[]): KubernetesObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

export const nameOf = (entry: unknown): unknown => (isObject(entry) ? entry["name"] : undefined);

/** A list of named entries with these put in: each replaces the entry of its name, or comes last. */
export function put(entries: readonly unknown[], ...added: readonly KubernetesObject[]): readonly unknown[] {
  const replaced = entries.map((entry) => added.find(({ name }) => name === nameOf(entry)) ?? entry);
  return [...replaced, ...added.filter(({ name }) => !entries.some((entry) => nameOf(entry) === name))];
}
