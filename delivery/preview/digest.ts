import { createHash } from "node:crypto";
import { isRecord } from "../../stacks/config/problems.ts";
import type { Preview } from "./document.ts";

/**
 * What tells one plan from another: the same changes of the same resources give the same digest, whenever and wherever
 * they were previewed. Two different values of a secret do not differ in it, because no preview shows them.
 */
export function planDigest({ changes, stack }: Preview): string {
  const planned = changes
    .filter(({ operation }) => operation !== "same")
    .map(({ after, operation, told, urn }) => [urn, operation, told.forced, after?.properties ?? null] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `sha256:${createHash("sha256")
    .update(sortedJson([stack, planned]))
    .digest("hex")}`;
}

/** JSON that does not depend on the order of keys. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, it: unknown) =>
    isRecord(it) ? Object.fromEntries(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1))) : it,
  );
}
