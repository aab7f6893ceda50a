import type { KubernetesObject } from "../../components/scheduler/harden/index.ts";

/** A part of an object that a test reads and may change. */
type Part = Record<string, unknown>;

const part = (object: KubernetesObject, key: string): Part => (object[key] ?? {}) as Part;

export const specOf = (object: KubernetesObject): Part => part(object, "spec");

export const templateOf = (object: KubernetesObject): Part => part(specOf(object), "template");

export const podOf = (object: KubernetesObject): Part => specOf(templateOf(object));

/** The server's container, which comes first. */
export const containerOf = (object: KubernetesObject): Part => (podOf(object)["containers"] as Part[])[0] ?? {};

/** Variables of the server's container in their order: the value, or where it comes from. */
export function variablesOf(object: KubernetesObject): Record<string, unknown> {
  const entries = containerOf(object)["env"] as { name: string; value?: string; valueFrom?: unknown }[];
  const names = entries.map(({ name }) => name);
  if (new Set(names).size !== names.length) throw new Error(`a variable is there twice: ${names.join(", ")}`);
  return Object.fromEntries(entries.map(({ name, value, valueFrom }) => [name, value ?? valueFrom ?? ""]));
}
