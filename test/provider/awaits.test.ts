import type { JsonObject } from "../../stacks/check/kubernetes/json.ts";
import { podTroubles } from "../lab/provider/awaits/explain.ts";
import { timeoutSeconds } from "../lab/provider/awaits/index.ts";
import { claimProgress, crdProgress, volumeProgress } from "../lab/provider/awaits/objects.ts";
import { serviceProgress } from "../lab/provider/awaits/service.ts";
import {
  daemonSetProgress,
  deploymentProgress,
  jobProgress,
  podProgress,
  statefulSetProgress,
} from "../lab/provider/awaits/workloads.ts";

const live = (spec: JsonObject, status: JsonObject, generation = 1): JsonObject => ({
  metadata: { name: "x", generation },
  spec,
  status: { observedGeneration: 1, ...status },
});
const verdict = (progress: { done: boolean; failed?: boolean }) =>
  progress.failed ? "failed" : progress.done ? "ready" : "waiting";

test.each([
  [
    "all pods new and ready",
    live({ replicas: 2 }, { replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2 }),
    "ready",
  ],
  ["no pods wanted", live({ replicas: 0 }, {}), "ready"],
  [
    "an old pod left",
    live({ replicas: 2 }, { replicas: 3, updatedReplicas: 2, readyReplicas: 3, availableReplicas: 3 }),
    "waiting",
  ],
  [
    "a pod not ready",
    live({ replicas: 2 }, { replicas: 2, updatedReplicas: 2, readyReplicas: 1, availableReplicas: 1 }),
    "waiting",
  ],
  ["a change not seen yet", live({ replicas: 0 }, {}, 2), "waiting"],
  ["nothing seen yet", { metadata: { generation: 1 }, spec: {} }, "waiting"],
])("a Deployment with %s is %s", (_what, object, expected) => {
  expect(verdict(deploymentProgress(object as JsonObject))).toBe(expected);
});

test("a Deployment that cannot go on says why", () => {
  const conditions = [
    { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message: "too slow" },
  ];
  expect(deploymentProgress(live({}, { conditions })).status).toContain("ProgressDeadlineExceeded: too slow");
});

const settled = { currentRevision: "a", updateRevision: "a", replicas: 3, readyReplicas: 3, currentReplicas: 3 };
const halfWay = { ...settled, updateRevision: "b", updatedReplicas: 1, currentReplicas: 2 };
const byHand = { replicas: 3, updateStrategy: { type: "OnDelete" } };
test.each([
  ["all pods ready on one revision", live({ replicas: 3 }, settled), "ready"],
  ["a pod missing", live({ replicas: 3 }, { ...settled, readyReplicas: 2 }), "waiting"],
  ["an update under way", live({ replicas: 3 }, halfWay), "waiting"],
  ["pods still to go", live({ replicas: 1 }, settled), "waiting"],
  ["no revision yet", live({ replicas: 0 }, { replicas: 0 }), "waiting"],
  ["pods that are not counted as the revision's", live({ replicas: 3 }, { ...settled, currentReplicas: 2 }), "waiting"],
  [
    "a partition that is reached, which the plugin does not know",
    live({ replicas: 3, updateStrategy: { rollingUpdate: { partition: 2 } } }, halfWay),
    "waiting",
  ],
  ["pods that only a deletion updates", live(byHand, { ...halfWay, observedGeneration: 2 }, 2), "ready"],
  ["new pods that only a deletion updates", live(byHand, halfWay), "waiting"],
])("a StatefulSet with %s is %s", (_what, object, expected) => {
  expect(verdict(statefulSetProgress(object as JsonObject))).toBe(expected);
});

test.each([
  ["ready on all nodes", { desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberReady: 2 }, "ready"],
  ["ready on some", { desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberReady: 1 }, "waiting"],
])("a DaemonSet %s is %s", (_what, status, expected) => {
  expect(verdict(daemonSetProgress(live({}, status)))).toBe(expected);
});

test.each([
  ["complete", [{ type: "Complete", status: "True" }], "ready"],
  ["given up", [{ type: "Failed", status: "True", reason: "BackoffLimitExceeded" }], "failed"],
  ["running", [], "waiting"],
])("a Job that is %s is %s", (_what, conditions, expected) => {
  expect(verdict(jobProgress(live({}, { conditions })))).toBe(expected);
});

test.each([
  ["ready", { phase: "Running", conditions: [{ type: "Ready", status: "True" }] }, "ready"],
  ["done", { phase: "Succeeded" }, "ready"],
  ["failed", { phase: "Failed" }, "failed"],
  ["starting", { phase: "Pending" }, "waiting"],
])("a Pod that is %s is %s", (_what, status, expected) => {
  expect(verdict(podProgress(live({}, status as JsonObject)))).toBe(expected);
});

const service = (spec: JsonObject, status: JsonObject = {}) => live({ selector: { app: "a" }, ...spec }, status);
const slice = (...ready: boolean[]) => ({ endpoints: ready.map((value) => ({ conditions: { ready: value } })) });
test.each([
  ["ready endpoints only", service({}), [slice(true, true)], "ready"],
  ["no pods yet", service({}), [{ endpoints: null }], "ready"],
  ["an endpoint that is not ready", service({}), [slice(true, false)], "waiting"],
  ["endpoints nobody has looked for yet", service({}), [], "waiting"],
  ["no address of its own", service({ clusterIP: "None" }), [], "ready"],
  ["an external name", service({ type: "ExternalName" }), [], "ready"],
  ["no selector", service({ selector: {} }), [], "ready"],
  ["no load balancer yet", service({ type: "LoadBalancer" }), [slice(true)], "waiting"],
  [
    "its load balancer",
    service({ type: "LoadBalancer" }, { loadBalancer: { ingress: [{ ip: "::1" }] } }),
    [slice(true)],
    "ready",
  ],
])("a Service with %s is %s", (_what, object, slices, expected) => {
  expect(verdict(serviceProgress(object, slices as JsonObject[]))).toBe(expected);
});

test.each([
  ["Bound", "Immediate", "ready"],
  ["Pending", "Immediate", "waiting"],
  ["Pending", "WaitForFirstConsumer", "ready"],
])("a claim that is %s under %s binding is %s", (phase, mode, expected) => {
  expect(verdict(claimProgress(live({}, { phase }), mode))).toBe(expected);
});

test("a volume is ready when it can be claimed, a custom kind when it is served", () => {
  expect(verdict(volumeProgress(live({}, { phase: "Available" })))).toBe("ready");
  expect(verdict(volumeProgress(live({}, { phase: "Pending" })))).toBe("waiting");
  expect(verdict(crdProgress(live({}, { conditions: [{ type: "Established", status: "True" }] })))).toBe("ready");
  expect(verdict(crdProgress(live({}, {})))).toBe("waiting");
});

test("a pod's trouble is told by container, with the reason", () => {
  const pod = {
    kind: "Pod",
    metadata: { name: "web-0", namespace: "data" },
    status: {
      containerStatuses: [{ name: "c", state: { waiting: { reason: "ImagePullBackOff", message: "no such image" } } }],
    },
  };
  expect(podTroubles(pod)).toEqual(["Pod data/web-0, container c: ImagePullBackOff no such image"]);
});

test("the time to wait comes from customTimeouts, else from the annotation, else it is ten minutes", () => {
  const annotated = { metadata: { annotations: { "pulumi.com/timeoutSeconds": "30" } } };
  expect([timeoutSeconds(annotated, 5), timeoutSeconds(annotated, 0), timeoutSeconds({}, 0)]).toEqual([5, 30, 600]);
});

test("a test of what never becomes ready waits as long as it says, whatever a resource says", () => {
  const env = { DOLPHINPOD_LAB_TIMEOUT_SECONDS: "15" };
  expect([timeoutSeconds({}, 0, env), timeoutSeconds({}, 3600, env)]).toEqual([15, 15]);
});
