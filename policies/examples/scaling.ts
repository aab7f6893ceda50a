import type { Example } from "./example.ts";
import { changed } from "./example.ts";
import { release, scaledObject, slowly } from "./other-forms.ts";
import { instance, manifest } from "./servers.ts";

/** The workers when a scaler owns their number, and the scaler. */
const scaledWorker: Example["set"] = [["spec.replicas"]];

const secondScaler = manifest("autoscaling/v2", "HorizontalPodAutoscaler", `${instance}-second`, {
  spec: {
    behavior: { scaleDown: { policies: [{ periodSeconds: 60, type: "Pods", value: 1 }] } },
    maxReplicas: 4,
    minReplicas: 2,
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: `${instance}-api` },
  },
});

/** The chart with its own scaler for the workers, in a namespace of its own. */
const scalingRelease = changed({ ...release, name: "scaling" }, [
  ["namespace", "scaling"],
  ["values.worker.replicas"],
  ["values.worker.keda", { advanced: slowly, enabled: true, maxReplicaCount: 10, minReplicaCount: 2 }],
]);

export const scalingExamples: readonly Example[] = [
  { rule: "replicas-within-role-limits", on: "worker", set: [["spec.replicas", 60]] },
  {
    rule: "replicas-within-role-limits",
    on: "alert",
    set: [["spec.replicas", 5]],
    also: ["require-pdb"],
  },
  { rule: "replicas-within-role-limits", on: "release", set: [["values.master.replicas", "50"]] },
  { rule: "scaler-within-role-limits", on: scalingRelease, set: [["values.worker.keda.maxReplicaCount", 500]] },
  { rule: "scaler-within-role-limits", on: "autoscaler", set: [["spec.maxReplicas", 15]] },
  {
    rule: "scaler-within-role-limits",
    on: "worker",
    set: scaledWorker,
    add: [changed(scaledObject, [["spec.maxReplicaCount", 100]])],
  },
  {
    rule: "scaler-within-role-limits",
    on: "autoscaler",
    set: [["spec.minReplicas", 1]],
    parameters: { roleLimits: { api: { min: 2, max: 10 } } },
  },
  {
    rule: "scaler-within-role-limits",
    on: "worker",
    set: scaledWorker,
    add: [scaledObject],
    parameters: { roleLimits: { worker: { min: 3, max: 50 } } },
  },
  { rule: "no-static-replicas-with-scaler", on: "api", set: [["spec.replicas", 2]] },
  { rule: "one-scaler-per-workload", on: "api", add: [secondScaler] },
  {
    rule: "keda-min-not-zero-in-production",
    on: "worker",
    set: scaledWorker,
    add: [changed(scaledObject, [["spec.minReplicaCount", 0]])],
    also: ["scaler-within-role-limits"],
  },
  { rule: "scale-down-is-slow", on: "autoscaler", set: [["spec.behavior"]] },
  { rule: "scale-down-is-slow", on: "autoscaler", set: [["spec.behavior.scaleDown.stabilizationWindowSeconds", 10]] },
  { rule: "max-replicas-fit-db-connections", on: "master", parameters: { maxConnections: 100 } },
];
