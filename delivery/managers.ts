import { isRecord } from "../stacks/config/problems.ts";

/** Somebody who has set fields of an object: a program's name for itself, and when it last did. */
export interface Manager {
  readonly name: string;
  readonly operation: string;
  readonly time: string;
  /** Which of the fields that are asked for are its own; none where that cannot be told. */
  readonly fields: readonly string[];
}

/**
 * Who owns fields of an object, as `kubectl get -o json --show-managed-fields` tells it: the last one first. Pulumi itself
 * is left out: its entry tells who made the object. Where nobody else owns any of the fields, as those that are gone, it
 * is all others, but for controllers that write the object's status.
 *
 * @param paths Fields in the form of a difference's path: `spec.containers[api].image`.
 */
export function managersOf(object: unknown, paths: readonly string[]): readonly Manager[] {
  const entries = entriesOf(object).filter(({ manager }) => !String(manager).startsWith("pulumi"));
  const all = entries.map(({ fieldsV1, manager, operation, subresource, time }) => ({
    isOfStatus: subresource === "status",
    told: {
      name: String(manager),
      operation: String(operation),
      time: String(time),
      fields: paths.filter(isOwned(fieldsV1, object)),
    },
  }));
  const owners = all.filter(({ told }) => told.fields.length > 0);
  const others = owners.length > 0 ? owners : all.filter(({ isOfStatus }) => !isOfStatus);
  return others.map(({ told }) => told).toSorted((a, b) => (a.time < b.time ? 1 : -1));
}

function entriesOf(object: unknown): readonly Readonly<Record<string, unknown>>[] {
  const metadata = isRecord(object) ? object["metadata"] : undefined;
  const entries = isRecord(metadata) ? metadata["managedFields"] : undefined;
  return Array.isArray(entries) ? entries.filter(isRecord) : [];
}

/** Whether a field, something inside of it, or the whole that it is a part of is among those of an entry. */
function isOwned(fields: unknown, object: unknown): (path: string) => boolean {
  const owned = leaves(fields, object, "");
  return (path) => owned.some((it) => isWithin(it, path) || isWithin(path, it));
}

const isWithin = (path: string, whole: string) =>
  path === whole || (path.startsWith(whole) && (path[whole.length] === "." || path[whole.length] === "["));

/**
 * Paths of a tree of `fieldsV1`, whose keys are `f:<name>`, `k:<keys of a list's item>`, `v:<value>`, `i:<index>`, and `.`
 * for what holds the others (https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management).
 */
function leaves(fields: unknown, value: unknown, path: string): readonly string[] {
  const inner = isRecord(fields) ? Object.entries(fields).filter(([key]) => key !== ".") : [];
  if (inner.length === 0) return path === "" ? [] : [path];
  return inner.flatMap(([key, below]) => {
    const [kind, name] = [key.slice(0, 1), key.slice(2)];
    if (kind === "f") {
      return leaves(below, isRecord(value) ? value[name] : undefined, path === "" ? name : `${path}.${name}`);
    }
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    const at = items.findIndex((item, index) => isItem(kind, name, item, index));
    return at < 0 ? [] : leaves(below, items[at], `${path}[${itemName(items, at)}]`);
  });
}

function isItem(kind: string, name: string, item: unknown, index: number): boolean {
  if (kind === "i") return index === Number(name);
  const wanted: unknown = JSON.parse(name);
  if (kind === "v" || !isRecord(wanted)) return JSON.stringify(item) === JSON.stringify(wanted);
  return isRecord(item) && Object.entries(wanted).every(([key, value]) => item[key] === value);
}

/** As differences name items: by their names where all have one of their own. */
function itemName(items: readonly unknown[], at: number): string {
  const names = items.map((item) => (isRecord(item) && typeof item["name"] === "string" ? item["name"] : undefined));
  const unique = new Set(names).size === items.length && !names.includes(undefined);
  return (unique ? names[at] : undefined) ?? String(at);
}
