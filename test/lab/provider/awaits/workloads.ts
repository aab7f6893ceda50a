import { at, type JsonObject, number, text } from "../../../../stacks/check/kubernetes/json.ts";
import { condition, failed, isObserved, type Progress, READY, waiting } from "./conditions.ts";

const UNSEEN = waiting("waiting for the controller to see the change");

function count(live: JsonObject, field: string): number {
  return number(at(live, "status", field));
}

function desired(live: JsonObject): number {
  return Number(at(live, "spec", "replicas") ?? 1);
}

export function deploymentProgress(live: JsonObject): Progress {
  if (!isObserved(live)) return UNSEEN;
  const wanted = desired(live);
  const updated = count(live, "updatedReplicas");
  const ready = Math.min(count(live, "readyReplicas"), count(live, "availableReplicas"));
  const leftOver = count(live, "replicas") - updated;
  if (updated >= wanted && ready >= wanted && leftOver <= 0) return READY;
  const trouble = condition(live, "Progressing");
  const stuck = trouble?.status === "False" ? `; ${trouble.reason}: ${trouble.message}` : "";
  return waiting(`${updated}/${wanted} pods updated, ${ready}/${wanted} ready, ${Math.max(leftOver, 0)} old${stuck}`);
}

/**
 * As the official plugin judges (provider/pkg/await/statefulset.go): all pods of one revision, and ready. It knows no
 * partition, so a canary is never ready.
 */
export function statefulSetProgress(live: JsonObject): Progress {
  if (!isObserved(live)) return UNSEEN;
  const wanted = desired(live);
  const all = (...fields: string[]) => fields.every((field) => count(live, field) === wanted);
  const updated = `${count(live, "updatedReplicas")}/${wanted} pods updated`;
  const status = waiting(`${updated}, ${count(live, "readyReplicas")}/${wanted} ready`);
  const byHand = text(at(live, "spec", "updateStrategy", "type")) === "OnDelete";
  if (byHand && number(at(live, "metadata", "generation")) > 1) {
    return all("replicas", "readyReplicas") ? READY : status;
  }
  const current = text(at(live, "status", "currentRevision"));
  const oneRevision = current !== "" && current === text(at(live, "status", "updateRevision"));
  return oneRevision && all("replicas", "readyReplicas", "currentReplicas") ? READY : status;
}

export function daemonSetProgress(live: JsonObject): Progress {
  if (!isObserved(live)) return UNSEEN;
  const wanted = count(live, "desiredNumberScheduled");
  const updated = count(live, "updatedNumberScheduled");
  const ready = count(live, "numberReady");
  const byHand = text(at(live, "spec", "updateStrategy", "type")) === "OnDelete";
  if (ready >= wanted && (byHand || updated >= wanted)) return READY;
  return waiting(`${updated}/${wanted} pods updated, ${ready}/${wanted} ready`);
}

export function jobProgress(live: JsonObject): Progress {
  if (condition(live, "Complete")?.status === "True") return READY;
  const failure = condition(live, "Failed");
  if (failure?.status === "True") return failed(`the Job failed (${failure.reason}): ${failure.message}`);
  if (at(live, "spec", "suspend") === true) return READY;
  const goal = Number(at(live, "spec", "completions") ?? 1);
  return waiting(
    `${count(live, "succeeded")}/${goal} succeeded, ${count(live, "active")} running, ${count(live, "failed")} failed`,
  );
}

export function podProgress(live: JsonObject): Progress {
  const phase = text(at(live, "status", "phase"));
  if (phase === "Succeeded" || condition(live, "Ready")?.status === "True") return READY;
  if (phase === "Failed") return failed(`the pod failed: ${text(at(live, "status", "message"))}`);
  const unscheduled = condition(live, "PodScheduled");
  return waiting(unscheduled?.status === "False" ? unscheduled.message : `the pod is ${phase || "new"}`);
}

export function replicasProgress(live: JsonObject): Progress {
  if (!isObserved(live)) return UNSEEN;
  const [wanted, ready] = [desired(live), count(live, "readyReplicas")];
  return ready >= wanted ? READY : waiting(`${ready}/${wanted} pods ready`);
}
