import { createHash } from "node:crypto";
import type { RdsSpec, RestoreSpec } from "../types.ts";

const restoredSuffix = /-restored-[0-9a-f]{8}$/;

/**
 * Identifier of the instance that `restoreFrom` makes: the same for the same source, another for another, and never
 * longer after a second restore.
 */
export function restoredInstance(instance: string, from: RestoreSpec["from"]): string {
  const source = from.kind === "snapshot" ? from.snapshot : `${from.source} ${from.time}`;
  const hash = createHash("sha256").update(source).digest("hex").slice(0, 8);
  return `${instance.replace(restoredSuffix, "")}-restored-${hash}`;
}

/** The identifiers of all instances, and of the one that the scheduler uses. */
export function instances({ instance, restoreFrom }: Pick<RdsSpec, "instance" | "restoreFrom">) {
  if (restoreFrom === undefined) return { original: instance, restored: undefined, serving: instance };
  const restored = restoredInstance(instance, restoreFrom.from);
  return { original: instance, restored, serving: restoreFrom.serve === "restored" ? restored : instance };
}
