import { isSecretWrapper, type Key } from "./field.ts";
import type { Patch } from "./rule.ts";

/** The properties with some fields set or removed; what is not on the way stays the same object, and a secret one. */
export function applyPatches(properties: unknown, patches: readonly Patch[]): unknown {
  return patches.reduce((current, patch) => applyPatch(current, patch.path, patch), properties);
}

function applyPatch(current: unknown, path: readonly Key[], patch: Patch): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return patch.value;
  if (isSecretWrapper(current)) return { ...current, value: applyPatch(current["value"], path, patch) };
  const removes = rest.length === 0 && patch.value === undefined;
  if (Array.isArray(current)) {
    const index = Number(key);
    if (removes) return current.toSpliced(index, 1);
    return Object.assign([...current], { [index]: applyPatch(current[index], rest, patch) });
  }
  const record: Record<string, unknown> = typeof current === "object" && current !== null ? { ...current } : {};
  if (removes) delete record[String(key)];
  else record[String(key)] = applyPatch(record[String(key)], rest, patch);
  return record;
}
