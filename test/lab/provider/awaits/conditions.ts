import { array, at, type Json, type JsonObject, text } from "../../../../stacks/check/kubernetes/json.ts";

/** What one look at an object says about its readiness. */
export interface Progress {
  done: boolean;
  /** Said while waiting, and in the error when waiting ends. */
  status: string;
  /** True when waiting longer cannot help. */
  failed?: boolean;
}

export const READY: Progress = { done: true, status: "ready" };

export function waiting(status: string): Progress {
  return { done: false, status };
}

export function failed(status: string): Progress {
  return { done: false, status, failed: true };
}

export interface Condition {
  status: string;
  reason: string;
  message: string;
}

export function condition(live: JsonObject, type: string): Condition | undefined {
  const found = array(at(live, "status", "conditions")).find((entry) => at(entry, "type") === type);
  if (found === undefined) return undefined;
  const part = (name: string): string => text(at(found as Json, name));
  return { status: part("status"), reason: part("reason"), message: part("message") };
}

/** True once the controller has looked at the newest spec; before that its counts describe an older one. */
export function isObserved(live: JsonObject): boolean {
  return Number(at(live, "status", "observedGeneration") ?? 0) >= Number(at(live, "metadata", "generation") ?? 0);
}
