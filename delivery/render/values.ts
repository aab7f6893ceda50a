import * as pulumi from "@pulumi/pulumi";

const { specialSecretSig, specialSigKey, unknownValue } = pulumi.runtime;

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as the cluster would get it: without the engine's marks. */
export function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (!isFields(value)) return value;
  if (value[specialSigKey] !== undefined) return opened(value["value"] ?? unknownValue);
  return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => field(key, opened(inner))));
}

/** An absent field and one that is null are the same to the cluster; one of them is written. */
function field(key: string, value: unknown): [string, unknown][] {
  return value === undefined || value === null ? [] : [[key, value]];
}

/** Paths of what holds in a value, as a reader finds it: "spec.ports[0].name". What is found is not searched further. */
export function pathsTo(value: unknown, found: (value: unknown) => boolean, path = ""): string[] {
  if (found(value)) return [path];
  if (Array.isArray(value)) return value.flatMap((item, index) => pathsTo(item, found, `${path}[${index}]`));
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => pathsTo(item, found, path === "" ? key : `${path}.${key}`));
}

/** Whether the program marked it as secret. */
export const isSecret = (value: unknown): boolean => isFields(value) && value[specialSigKey] === specialSecretSig;

export const isUnknown = (value: unknown): boolean => value === unknownValue;
