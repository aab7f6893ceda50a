import type { SchedulerSpec } from "../../components/scheduler/types.ts";
import { validate } from "../../components/scheduler/validate.ts";
import { jdbcSpec, osUsersSpec, spec, withServers } from "./spec.ts";

test.each([spec, jdbcSpec, osUsersSpec, { ...spec, version: "3.4.2" }])("an ordinary spec passes", (good) => {
  expect(validate(good)).toEqual([]);
});

const persistent = { kind: "persistent", size: "5Gi", storageClass: undefined } as unknown as { kind: "ephemeral" };

test.each<[string, SchedulerSpec, string, RegExp]>([
  ["a version without facts", { ...spec, version: "3.1.9" }, "spec.version", /allowed are 3\.2\.2/],
  ["a name too long", { ...spec, name: "d".repeat(41) }, "spec.name", /at most 40/],
  ["a name no object may have", { ...spec, name: "Dolphin" }, "spec.name", /lower-case/],
  ["half a processor", withServers({ api: { processors: 0.5 } }), "spec.servers.api.processors", /use 1 or more/],
  ["a heap beyond the limit", withServers({ alert: { heapMiB: 4096 } }), "spec.servers.alert.heapMiB", /Try 2457/],
  ["no heap", withServers({ alert: { heapMiB: 0 } }), "spec.servers.alert.heapMiB", /does not fit/],
  [
    "trap 5: a claim under a Deployment",
    withServers({ api: { logs: { sizeLimit: "1Gi", ...persistent } } }),
    "spec.servers.api.logs",
    /"ephemeral"/,
  ],
  [
    "a variable that a binding gives",
    withServers({ master: { env: { SPRING_DATASOURCE_PASSWORD: "x" } } }),
    "spec.servers.master.env.SPRING_DATASOURCE_PASSWORD",
    /binding/,
  ],
  [
    "the database's password on a worker",
    withServers({ worker: { env: { SPRING_DATASOURCE_PASSWORD: "x" } } }),
    "spec.servers.worker.env.SPRING_DATASOURCE_PASSWORD",
    /binding/,
  ],
  [
    "trap 19: a variable that binds to nothing",
    withServers({ master: { env: { MASTER_EXEC_TASK_NUM: "20" } } }),
    "spec.servers.master.env.MASTER_EXEC_TASK_NUM",
    /read by no server/,
  ],
  [
    "trap 22: a second time zone",
    withServers({ master: { env: { TZ: "UTC" } } }),
    "spec.servers.master.env.TZ",
    /time zone/,
  ],
  [
    "bounds of an autoscaler that cross",
    withServers({ api: { autoscaling: { minReplicas: 4, maxReplicas: 2, cpuPercent: 70, memoryPercent: undefined } } }),
    "spec.servers.api.autoscaling.maxReplicas",
    /use 4 or more/,
  ],
  [
    "a kill in the middle of the drain",
    withServers({ worker: { drainSeconds: 600 } }),
    "spec.servers.worker.gracePeriodSeconds",
    /use 630 or more/,
  ],
])("%s is refused where it is, with a way out", (_says, bad, propertyPath, reason) => {
  expect(validate(bad)).toEqual([{ propertyPath, reason: expect.stringMatching(reason) }]);
});

test("everything that is wrong is said at once", () => {
  const bad = { ...withServers({ api: { processors: 0 }, worker: { drainSeconds: 600 } }), name: "Dolphin" };
  expect(validate(bad).map(({ propertyPath }) => propertyPath)).toEqual([
    "spec.name",
    "spec.servers.api.processors",
    "spec.servers.worker.gracePeriodSeconds",
  ]);
});
