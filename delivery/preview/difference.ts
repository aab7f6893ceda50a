import { Field, Trace } from "../../policies/core/field.ts";
import type { PolicyObject } from "../../policies/core/object.ts";
import { secretTypes } from "../../policies/core/types.ts";
import { holdsSecret, isRecord, looksSecret } from "../../stacks/config/problems.ts";

/** One field that changes: undefined where it is not there before or after. Values are texts that may be shown. */
export interface Difference {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What stands where a value must not be shown. */
export const secretText = "[secret]";
/** What stands where a value is made during the update. */
export const unknownShown = "(known after the update)";

/** A place in one of two objects, its path as a person writes it: lists of named things go by their names. */
interface Place {
  readonly field: Field;
  readonly path: string;
  readonly hidden: boolean;
}

/**
 * Fields that differ between what was and what will be, in the order of their paths; never a secret value.
 *
 * @param told Paths that the engine says change. Two secrets cannot be told apart by what previews show of them, so
 *   these stand for what no difference is seen of.
 */
export function differences(
  before: PolicyObject,
  after: PolicyObject,
  told: readonly string[] = [],
): readonly Difference[] {
  const found = compare(rootOf(before), rootOf(after)).filter(({ path }) => !path.startsWith("__defaults"));
  return found.length > 0 ? found : told.map((path) => ({ path, before: secretText, after: secretText }));
}

function rootOf({ properties, type }: PolicyObject): Place {
  const field = new Field(secretTypes.includes(type) ? withoutData(properties) : properties, new Trace());
  return { field, path: "", hidden: false };
}

/** Values of a Secret are secret even where nobody marked them; which keys there are is not. */
function withoutData(properties: unknown): unknown {
  if (!isRecord(properties)) return properties;
  const sealed = ["data", "stringData"].filter((key) => isRecord(properties[key]));
  const masked = sealed.map((key) => [key, mask(properties[key])]);
  return { ...properties, ...Object.fromEntries(masked) };
}

function mask(values: unknown): unknown {
  return isRecord(values) ? Object.fromEntries(Object.keys(values).map((key) => [key, secretText])) : values;
}

function compare(before: Place | undefined, after: Place | undefined): readonly Difference[] {
  const place = after ?? before;
  if (place === undefined || same(before, after)) return [];
  // What takes the place of another kind of value is one change, whatever is inside of it.
  if (!isOpen(before) || !isOpen(after) || Array.isArray(before.field.value) !== Array.isArray(after.field.value)) {
    return [{ path: place.path, before: shown(before), after: shown(after) }];
  }
  const [was, is] = [childrenOf(before), childrenOf(after)];
  const keys = [...new Set([...was.keys(), ...is.keys()])].sort();
  return keys.flatMap((key) => compare(was.get(key), is.get(key)));
}

/** Whether it is a list or an object that can be looked into. */
function isOpen(place: Place | undefined): place is Place {
  return place !== undefined && !place.field.secret && typeof place.field.value === "object";
}

function same(before: Place | undefined, after: Place | undefined): boolean {
  return before !== undefined && after !== undefined && text(before.field) === text(after.field);
}

function text(field: Field): string {
  if (field.unknown) return unknownShown;
  return `${field.secret} ${JSON.stringify(field.value)}`;
}

function childrenOf({ field, hidden, path }: Place): ReadonlyMap<string, Place> {
  const items = field.items;
  if (items.length > 0)
    return new Map(items.map((item, index) => child(item, nameOf(items, item, index), path, hidden)));
  // A variable `{name: DB_PASSWORD, value: ...}` says by its name that its value is secret.
  const telling = field.at("name").text ?? "";
  return new Map(
    field.fields.map((it) => {
      const secret = hidden || soundsSecret(it.key) || (it.key === "value" && soundsSecret(telling));
      return [`.${it.key}`, { field: it, path: path === "" ? it.key : `${path}.${it.key}`, hidden: secret }];
    }),
  );
}

function child(field: Field, name: string, path: string, hidden: boolean): [string, Place] {
  return [name, { field, path: `${path}[${name}]`, hidden }];
}

/** Items of a list are matched by their names where all have one of their own: an inserted one is then one change. */
function nameOf(items: readonly Field[], item: Field, index: number): string {
  const names = items.map((it) => it.at("name").text);
  const unique = new Set(names).size === items.length && !names.includes(undefined);
  return (unique ? item.at("name").text : undefined) ?? String(index);
}

/** Keys that name a secret, or a part of one, hold no secret themselves: secretName, passwordFile, secretKeyRef. */
const reference = /(name|ref|file|path|dir|ttl|seconds|enabled|provider|policy|type|class)$/i;

function soundsSecret(key: string): boolean {
  return looksSecret(key) && !reference.test(key);
}

/** Texts longer than this are cut, and say how long they are. */
const longest = 240;

function shown(place: Place | undefined): string | undefined {
  if (place === undefined) return undefined;
  const { field, hidden } = place;
  if (field.unknown) return unknownShown;
  if (field.secret) return secretText;
  const { value } = field;
  if (hidden && typeof value === "string") return secretText;
  const told = hidden && Array.isArray(value) ? sealed(value) : value;
  const whole = JSON.stringify(told, (key, it: unknown) => masked(key, it)) ?? "null";
  return whole.length > longest ? `${whole.slice(0, longest)}… (${whole.length} characters)` : whole;
}

/** What is shown of a value deep inside: nothing of it when it sounds or looks like a secret. */
function masked(key: string, value: unknown): unknown {
  if (isRecord(value)) return maskedRecord(value);
  if (Array.isArray(value) && soundsSecret(key)) return sealed(value);
  if (typeof value !== "string") return value;
  if (new Field(value, new Trace()).unknown) return unknownShown;
  return soundsSecret(key) || holdsSecret(value) ? secretText : value;
}

/** A list under a telling key: each of its texts is as secret as one alone would be. */
function sealed(values: readonly unknown[]): readonly unknown[] {
  return values.map((it) => (typeof it === "string" ? secretText : it));
}

function maskedRecord(value: Readonly<Record<string, unknown>>): unknown {
  const field = new Field(value, new Trace());
  if (field.secret) return secretText;
  const { name } = value;
  const isSecret = typeof name === "string" && soundsSecret(name) && typeof value["value"] === "string";
  return isSecret ? { ...value, value: secretText } : value;
}
