import { array, at, type JsonObject, text } from "../../../../stacks/check/kubernetes/json.ts";
import { annotation, label } from "../../../../stacks/check/kubernetes/objects.ts";
import type { ApiClient, Patience } from "../client.ts";
import type { Log } from "../engine.ts";
import { NotReadyError } from "../errors.ts";
import { type Progress, waiting } from "./conditions.ts";
import { explain } from "./explain.ts";
import { follow, type Place } from "./follow.ts";
import { claimProgress, crdProgress, volumeProgress } from "./objects.ts";
import { serviceLook } from "./service.ts";
import {
  daemonSetProgress,
  deploymentProgress,
  jobProgress,
  podProgress,
  replicasProgress,
  statefulSetProgress,
} from "./workloads.ts";

const DEFAULT_TIMEOUT_S = 600;

export interface Waiting {
  client: ApiClient;
  log: Log;
  patience: Patience;
  signal: AbortSignal;
  /** Seconds from the resource's `customTimeouts`; 0 when there are none. */
  timeout: number;
}

const PROGRESS: Record<string, (live: JsonObject) => Progress> = {
  "apiextensions.k8s.io/v1/CustomResourceDefinition": crdProgress,
  "apps/v1/DaemonSet": daemonSetProgress,
  "apps/v1/Deployment": deploymentProgress,
  "apps/v1/ReplicaSet": replicasProgress,
  "apps/v1/StatefulSet": statefulSetProgress,
  "batch/v1/Job": jobProgress,
  "v1/PersistentVolume": volumeProgress,
  "v1/Pod": podProgress,
  "v1/ReplicationController": replicasProgress,
};

/** Waits until the object does what it is for, and returns its last state. Objects of other kinds are ready at once. */
export async function untilReady(live: JsonObject, place: Place, task: Waiting): Promise<JsonObject> {
  if (annotation(live, "pulumi.com/skipAwait") === "true") return live;
  const look = await lookFor(live, task);
  if (!look) return live;
  const limit = timeoutSeconds(live, task.timeout);
  const expired = AbortSignal.timeout(limit * 1000);
  const signal = AbortSignal.any([task.signal, expired]);
  let last = waiting("nothing seen yet");
  try {
    for await (const current of follow(task.client, place, task.patience, signal, live)) {
      if (!current) throw new NotReadyError(`${label(live)} was deleted while it was waited for`, []);
      last = await look(current, signal);
      if (last.done) return current;
      if (last.failed) throw await notReady(`${label(live)}: ${last.status}`, current, task);
      task.log.status(last.status);
    }
  } catch (error) {
    if (task.signal.aborted) throw new NotReadyError(`${label(live)}: waiting was cancelled (${last.status})`, []);
    if (!expired.aborted) throw error;
    throw await notReady(`${label(live)} was not ready within ${limit} s: ${last.status}`, live, task);
  }
  throw new NotReadyError(`${label(live)}: the watch ended`, []);
}

/** Waits until the object is gone. `uid` tells it from a later one of the same name. */
export async function untilGone(live: JsonObject, place: Place, task: Waiting): Promise<void> {
  const uid = at(live, "metadata", "uid");
  const limit = timeoutSeconds(live, task.timeout);
  const expired = AbortSignal.timeout(limit * 1000);
  const signal = AbortSignal.any([task.signal, expired]);
  let finalizers = "";
  try {
    for await (const current of follow(task.client, place, task.patience, signal)) {
      if (!current || at(current, "metadata", "uid") !== uid) return;
      finalizers = array(at(current, "metadata", "finalizers")).join(", ");
      task.log.status(finalizers ? `deleting; held by ${finalizers}` : "deleting");
    }
  } catch (error) {
    if (!expired.aborted || task.signal.aborted) throw error;
    const cause = finalizers ? `; its finalizers hold it: ${finalizers}` : "";
    throw new Error(`${label(live)} was not gone within ${limit} s${cause}`);
  }
}

/**
 * Seconds to wait: `customTimeouts`, else the annotation, else ten minutes. What DOLPHINPOD_LAB_TIMEOUT_SECONDS says
 * wins: a test of what never becomes ready need not wait as long as people do.
 */
export function timeoutSeconds(manifest: JsonObject, custom: number, env: NodeJS.ProcessEnv = process.env): number {
  const forced = Number(env["DOLPHINPOD_LAB_TIMEOUT_SECONDS"]);
  return forced || custom || Number(annotation(manifest, "pulumi.com/timeoutSeconds")) || DEFAULT_TIMEOUT_S;
}

type Look = (live: JsonObject, signal: AbortSignal) => Progress | Promise<Progress>;

async function lookFor(live: JsonObject, task: Waiting): Promise<Look | undefined> {
  const kind = `${text(live["apiVersion"])}/${text(live["kind"])}`;
  if (kind === "v1/Service") return (current, signal) => serviceLook(current, task, signal);
  if (kind === "v1/PersistentVolumeClaim") {
    const mode = await bindingMode(live, task);
    return (current) => claimProgress(current, mode);
  }
  return PROGRESS[kind];
}

async function bindingMode(claim: JsonObject, task: Waiting): Promise<string> {
  const name = text(at(claim, "spec", "storageClassName"));
  if (!name) return "";
  const path = `/apis/storage.k8s.io/v1/storageclasses/${encodeURIComponent(name)}`;
  const found = await task.client.request({ method: "GET", path, signal: task.signal }).catch(() => ({}));
  return text(at(found, "volumeBindingMode"));
}

async function notReady(message: string, live: JsonObject, task: Waiting): Promise<NotReadyError> {
  return new NotReadyError(message, await explain(task.client, live));
}
