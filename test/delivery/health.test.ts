import { health } from "../../cli/commands/health.ts";
import type { GateSurroundings } from "../../delivery/gate.ts";
import {
  alertComplaints,
  alertQuery,
  apiComplaints,
  healthyText,
  podComplaints,
  workloadComplaints,
} from "../../delivery/health.ts";
import { projectRoot } from "../lab/paths.ts";

const workload = (kind: string, spec: object, status: object) => ({
  items: [{ kind, metadata: { name: "x", generation: 2 }, spec, status: { observedGeneration: 2, ...status } }],
});

test.each([
  ["all pods ready and new", workload("Deployment", { replicas: 2 }, { readyReplicas: 2, updatedReplicas: 2 }), []],
  ["none wanted", workload("Deployment", { replicas: 0 }, {}), []],
  [
    "one not ready",
    workload("StatefulSet", { replicas: 3 }, { readyReplicas: 2, updatedReplicas: 3 }),
    ["StatefulSet x: 2 of 3 pods are ready."],
  ],
  [
    "one still old",
    workload("StatefulSet", { replicas: 3 }, { readyReplicas: 3, updatedReplicas: 2 }),
    ["StatefulSet x: 1 of 3 pods are still of the earlier version."],
  ],
  [
    "a canary, whose others are held back on purpose",
    workload(
      "StatefulSet",
      { replicas: 3, updateStrategy: { rollingUpdate: { partition: 2 } } },
      { readyReplicas: 3, updatedReplicas: 1 },
    ),
    [],
  ],
  [
    "a change that nobody has seen yet",
    workload("Deployment", { replicas: 1 }, { observedGeneration: 1, readyReplicas: 1, updatedReplicas: 1 }),
    ["Deployment x: its controller has not seen the last change yet."],
  ],
  [
    "a node without its pod",
    workload("DaemonSet", {}, { numberReady: 1, desiredNumberScheduled: 2 }),
    ["DaemonSet x: 1 of 2 pods are ready."],
  ],
  ["nothing at all", { items: [] }, ["There is no workload in the namespace."]],
])("%s", (_, list, expected) => {
  expect(workloadComplaints(list)).toEqual(expected);
});

test("alerts that fire are named; an answer that is none is no good sign", () => {
  const result = [{ metric: { alertname: "MasterDown", severity: "critical" } }];
  expect(alertComplaints({ status: "success", data: { result } })).toEqual(["Alert MasterDown is firing (critical)."]);
  expect(alertComplaints({ status: "success", data: { result: [] } })).toEqual([]);
  expect(alertComplaints({ status: "error" })).toEqual(["Prometheus gave no answer."]);
  expect(alertQuery('a"}')).toBe('ALERTS{alertstate="firing",namespace="a\\"}"}');
});

test("the API server must say that it is up", () => {
  expect(apiComplaints({ status: "UP" })).toEqual([]);
  expect(apiComplaints({ status: "DOWN" })).toEqual(['The API server says "DOWN", not UP.']);
  expect(apiComplaints(undefined)).toHaveLength(1);
});

const pod = (waiting: object, kind = "containerStatuses") => ({
  metadata: { name: "p" },
  status: {
    [kind]: [
      { name: "c", state: { waiting } },
      { name: "d", state: { running: {} } },
    ],
  },
});

test.each([
  [
    "an image that nobody has",
    [pod({ reason: "ImagePullBackOff", message: "Back-off" })],
    ["ImagePullBackOff, Back-off."],
  ],
  [
    "a crash before the first container",
    [pod({ reason: "CrashLoopBackOff" }, "initContainerStatuses")],
    ["CrashLoopBackOff."],
  ],
  ["a pod that is about to start", [pod({ reason: "ContainerCreating" }), pod({ reason: "PodInitializing" })], []],
  ["a pod that no node has seen", [{ metadata: { name: "p" } }], []],
  ["nothing", [], []],
])("what keeps pods from starting is told: %s", (_, items, expected) => {
  expect(podComplaints({ items })).toEqual(expected.map((it) => `Pod p, container c: ${it}`));
});

test("of many pods with the same trouble a few are enough", () => {
  expect(podComplaints({ items: Array(50).fill(pod({ reason: "ErrImagePull" })) })).toHaveLength(6);
});

test("a good answer says what was looked at, and what nobody has looked at", () => {
  expect(healthyText("dev", "http://prometheus")).toContain("is up, no alert fires.");
  expect(healthyText("dev", undefined)).toContain("nobody was asked for alerts (--prometheus).");
});

describe("the command", () => {
  const good = workload("Deployment", { replicas: 1 }, { readyReplicas: 1, updatedReplicas: 1 });

  /** A cluster that becomes healthy at some attempt. */
  function surroundings(healthyAt: number) {
    const asked: string[] = [];
    let attempt = 0;
    const all: GateSurroundings = {
      run: async (_, args) => {
        asked.push(args.join(" "));
        const raw = args.includes("--raw");
        if (!raw) attempt++;
        const answer = raw ? { status: attempt >= healthyAt ? "UP" : "DOWN" } : good;
        return { code: 0, stdout: JSON.stringify(answer) };
      },
      fetch: async () => ({ status: "success", data: { result: [] } }),
      pause: async () => {},
    };
    return { all, asked };
  }

  test("waits until the environment serves", async () => {
    const { all, asked } = surroundings(3);
    const options = { stack: "dev", context: "dev-eu", prometheus: "http://prometheus" };
    expect(await health(options, projectRoot(), all)).toMatchObject({
      exitCode: 0,
      output: healthyText("dev", "http://prometheus"),
    });
    expect(asked).toHaveLength(6);
    expect(asked[1]).toBe(
      "get --raw /api/v1/namespaces/dolphinscheduler-dev/services/http:dolphinscheduler-api:12345/proxy/dolphinscheduler/actuator/health --context dev-eu",
    );
  });

  test("and says what is wrong when it does not within the time", async () => {
    const answer = await health({ stack: "dev", wait: 1 }, projectRoot(), surroundings(100).all);
    expect(answer).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining('The API server says "DOWN", not UP.'),
    });
  });
});
