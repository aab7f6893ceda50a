import type { LayerName, LayerOrigins } from "./merge.ts";
import { isRecord } from "./problems.ts";
import type { Settings } from "./schema.ts";
import type { EnvironmentSpec } from "./spec.ts";

/** Where a value of the specification came from; "derived" is computed from others. */
export type Origin = LayerName | "derived";

/** Options that have another name in the specification, where plain nesting does not lead to them. */
const renamed: Readonly<Record<string, string>> = {
  heapMiB: "heap",
  execThreads: "threads",
  drainSeconds: "drain",
  priorityClassName: "priorityClass",
  podAnnotations: "annotations",
  podLabels: "labels",
  storageGiB: "storage",
  storageLimitGiB: "storageLimit",
  taskLogs: "taskLogDays",
  timeoutSeconds: "timeout",
};

/** The plain values of a tree with their paths; lists and empty objects count as plain. */
export function leaves(value: unknown, path: readonly string[] = []): { path: readonly string[]; value: unknown }[] {
  if (!isRecord(value) || Object.keys(value).length === 0) return [{ path, value }];
  return Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key]));
}

/** The origin of each value of the specification, by its path. */
export function specOrigins(spec: EnvironmentSpec, settings: Settings, layers: LayerOrigins): Record<string, Origin> {
  const entries = leaves(spec).map(
    ({ path, value }) => [path.join("."), originOf(path, value, settings, layers)] as const,
  );
  return Object.fromEntries(entries);
}

/** Whether a volume has a storage class of its own, and not that of the `storage` section. */
function namesItsClass(settings: Settings, section: string, option: string): boolean {
  const options: unknown = Object.entries(settings).find(([name]) => name === section)?.[1];
  const volume = isRecord(options) ? options[option] : undefined;
  return isRecord(volume) && volume["storageClass"] !== undefined;
}

function originOf(path: readonly string[], value: unknown, settings: Settings, layers: LayerOrigins): Origin {
  const [section = "", option = ""] = path.filter((key) => key !== "servers" && key !== "resources");
  if (path.at(-1) === "storageClass" && !namesItsClass(settings, section, option))
    return layers["storage"] ?? "default";
  if (option === "replicas" && layers[`${section}.autoscaling`]) return layers[`${section}.autoscaling`] ?? "default";
  const origin = layers[`${section}.${renamed[option] ?? option}`] ?? layers[section];
  return origin ?? (value === undefined ? "default" : "derived");
}
