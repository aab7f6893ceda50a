import { health } from "../../cli/commands/health.ts";
import type { GateSurroundings } from "../../delivery/gate.ts";
import { alertQuery, firingAlerts, healthyText, podComplaints, workloadComplaints } from "../../delivery/health.ts";
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

test("alerts that fire are told apart; an answer that is none is no good sign", () => {
  const result = [{ metric: { alertname: "MasterDown", severity: "critical" } }];
  expect(firingAlerts({ status: "success", data: { result } })).toEqual([{ name: "MasterDown", severity: "critical" }]);
  expect(firingAlerts({ status: "success", data: { result: [] } })).toEqual([]);
  expect(firingAlerts({ status: "error" })).toBeUndefined();
});

test.each([
  ["critical", 'severity=~"critical"'],
  ["warning", 'severity=~"critical|warning"'],
] as const)("alerts count from the severity %s on", (least, asked) => {
  expect(alertQuery('a"}', least)).toBe(`ALERTS{alertstate="firing",namespace="a\\"}",${asked}}`);
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

test.each([
  [undefined, "nobody was asked for alerts (--prometheus)"],
  [{ severity: "critical", old: [] }, "no critical alert fires"],
  [{ severity: "warning", old: ["A"] }, "no alert fires but A, which did before the update"],
] as const)("a good answer says what was looked at, and what nobody has looked at", (alerts, told) => {
  expect(healthyText("dev", alerts)).toBe(`dev is healthy: its workloads are ready, ${told}.`);
});

/** What a cluster and its Prometheus are at a minute. */
interface Minute {
  readonly ready?: boolean;
  readonly firing?: readonly string[];
}

const commit = (letter: string) => letter.repeat(40);
const update = (letter: string, startTime: string) => ({
  kind: "update",
  result: "succeeded",
  startTime,
  environment: { "git.head": commit(letter), "git.dirty": "false" },
});

/** Surroundings whose clock goes on while somebody waits or asks, with a backend that keeps tags. */
function surroundings(
  at: (minute: number) => Minute,
  { secondsOfACall = 0, served = "", history = [] as object[] } = {},
) {
  const asked: string[] = [];
  const answers = { tag: served };
  let clock = 0;
  const list = (ready: boolean) =>
    workload("Deployment", { replicas: 1 }, { readyReplicas: ready ? 1 : 0, updatedReplicas: 1 });
  const pulumi = (args: readonly string[]): unknown => {
    if (args[1] === "history") return history;
    if (args[2] === "ls") return answers.tag === "" ? {} : { "dolphinpod:served": answers.tag };
    answers.tag = args.at(-1) ?? "";
    return "";
  };
  const all: GateSurroundings = {
    run: async (command, args) => {
      asked.push([command, ...args].join(" "));
      clock += secondsOfACall * 1_000;
      const answer = command === "pulumi" ? pulumi(args) : list(at(clock / 60_000).ready ?? true);
      return { code: 0, stdout: JSON.stringify(answer) };
    },
    fetch: async (address) => {
      asked.push(address);
      // Before the update there was nothing but what is old.
      const firing = address.includes("time=") ? ["Old"] : (at(clock / 60_000).firing ?? []);
      const result = firing.map((alertname) => ({ metric: { alertname, severity: "critical" } }));
      return { status: "success", data: { result } };
    },
    pause: async (milliseconds) => {
      clock += milliseconds;
    },
    now: () => clock,
  };
  return { all, asked, answers, minutes: () => clock / 60_000 };
}

describe("the gate", () => {
  const prometheus = "http://prometheus/";

  test("asks for nothing but what the cluster says of its own objects, so that no network policy is in its way", async () => {
    const { all, asked } = surroundings(() => ({}));
    await health({ stack: "dev", context: "eu" }, projectRoot(), all);
    expect(asked).toEqual([
      "kubectl get deployments,statefulsets,daemonsets --output json --request-timeout 10s --namespace dolphinscheduler-dev --context eu",
    ]);
  });

  test.each([
    ["serves at once", () => ({}), {}, 0, 0],
    ["serves after three minutes", (it: number) => ({ ready: it >= 3 }), {}, 3, 0],
    ["is asked whether it goes on to serve", () => ({}), { settle: 5 }, 5, 0],
    [
      "breaks down while that is asked, and comes back in time",
      (it: number) => ({ ready: it < 2 || it >= 4 }),
      { settle: 5 },
      9,
      0,
    ],
    ["breaks down when time is up", (it: number) => ({ ready: it < 2 }), { wait: 1, settle: 5 }, 2, 1],
    [
      "lets an alert fire after four minutes",
      (it: number) => ({ firing: it < 4 ? [] : ["New"] }),
      { prometheus, wait: 1, settle: 5 },
      4,
      1,
    ],
    ["never serves", () => ({ ready: false }), {}, 10, 1],
    ["is asked once", () => ({ ready: false }), { wait: 0 }, 0, 1],
  ])("an environment that %s ends it in time", async (_, at, options, minutes, exitCode) => {
    const gate = surroundings(at);
    expect(await health({ stack: "dev", ...options }, projectRoot(), gate.all)).toMatchObject({ exitCode });
    expect(gate.minutes()).toBeCloseTo(minutes, 5);
  });

  test("minutes are minutes where each question takes long", async () => {
    const gate = surroundings(() => ({ ready: false }), { secondsOfACall: 20 });
    expect(await health({ stack: "dev", wait: 2 }, projectRoot(), gate.all)).toMatchObject({ exitCode: 1 });
    expect(gate.minutes()).toBeLessThan(3);
  });

  test("an alert is told, and one that Prometheus tells nothing of stops as well", async () => {
    const { all } = surroundings(() => ({ firing: ["New"] }));
    const options = { stack: "dev", wait: 0, prometheus };
    expect((await health(options, projectRoot(), all)).errors).toContain("Alert New is firing (critical).");
    const silent = { ...all, fetch: () => Promise.reject(new Error("refused")) };
    expect((await health(options, projectRoot(), silent)).errors).toContain("Prometheus does not answer: refused.");
  });
});

describe("what is written down", () => {
  const history = [update("b", "2026-02-02T00:00:00Z"), update("a", "2026-01-01T00:00:00Z")];

  test("the commit that serves stands before those that did, and only once", async () => {
    const gate = surroundings(() => ({}), { history, served: `${commit("a")} ${commit("b")}` });
    expect(await health({ stack: "dev", record: true }, projectRoot(), gate.all)).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining(`commit ${commit("b")} serves`),
      data: { recorded: commit("b") },
    });
    expect(gate.answers.tag).toBe(`${commit("b")} ${commit("a")}`);
  });

  test("nothing, where it does not serve, nobody asked for it, or there is no commit", async () => {
    const bad = surroundings(() => ({ ready: false }), { history });
    await health({ stack: "dev", record: true, wait: 0 }, projectRoot(), bad.all);
    const plain = surroundings(() => ({}), { history });
    await health({ stack: "dev" }, projectRoot(), plain.all);
    const failed = surroundings(() => ({}), { history: [{ ...update("b", ""), result: "failed" }] });
    const answer = await health({ stack: "dev", record: true }, projectRoot(), failed.all);
    expect(answer).toMatchObject({ exitCode: 0, output: expect.stringContaining("It is not written down") });
    expect([bad, plain, failed].map(({ answers }) => answers.tag)).toEqual(["", "", ""]);
  });

  test("an alert that fired before the first change since counts no more, and is told", async () => {
    const options = { stack: "dev", record: true, wait: 0, prometheus: "http://prometheus" };
    const known = surroundings(() => ({ firing: ["Old"] }), { history, served: commit("a") });
    expect(await health(options, projectRoot(), known.all)).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining("but Old, which did before the update"),
    });
    expect(known.asked).toContainEqual(expect.stringContaining("time=2026-02-02T00%3A00%3A00Z"));
    const newer = surroundings(() => ({ firing: ["Old", "New"] }), { history, served: commit("a") });
    expect((await health(options, projectRoot(), newer.all)).errors).toBe(
      "dev is not healthy:\nAlert New is firing (critical).",
    );
    const unknown = surroundings(() => ({ firing: ["Old"] }), { history });
    expect((await health(options, projectRoot(), unknown.all)).errors).toContain("Alert Old is firing");
  });
});
