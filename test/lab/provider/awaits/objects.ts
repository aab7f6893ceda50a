import { at, type JsonObject, text } from "../../../../stacks/check/kubernetes/json.ts";
import { condition, type Progress, READY, waiting } from "./conditions.ts";

export function volumeProgress(live: JsonObject): Progress {
  const phase = text(at(live, "status", "phase"));
  return phase === "Available" || phase === "Bound" ? READY : waiting(`the volume is ${phase || "new"}`);
}

/** A claim of a class that binds at first use stays pending until a pod uses it, and is done until then. */
export function claimProgress(live: JsonObject, bindingMode: string): Progress {
  const phase = text(at(live, "status", "phase"));
  if (phase === "Bound") return READY;
  if (phase === "Pending" && bindingMode === "WaitForFirstConsumer") return READY;
  return waiting(`the claim is ${phase || "new"}`);
}

export function crdProgress(live: JsonObject): Progress {
  const established = condition(live, "Established");
  return established?.status === "True" ? READY : waiting("waiting for the API server to serve the kind");
}
