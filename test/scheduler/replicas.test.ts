import { harden, othersFields } from "../../components/scheduler/harden/index.ts";
import { boundsOf, leastReplicas } from "../../components/scheduler/replicas.ts";
import { serverNames } from "../../components/scheduler/types.ts";
import { byQueue, byUse } from "../autoscaling/fixtures.ts";
import { specOf } from "./read.ts";
import { workload } from "./rendered.ts";
import { spec, withServers } from "./spec.ts";

const scaled = withServers({
  alert: { autoscaling: byUse },
  api: { autoscaling: byUse },
  worker: { autoscaling: byQueue },
});

test("masters are never scaled", () => {
  expect(serverNames.filter((server) => boundsOf(scaled, server) !== undefined)).toEqual(["worker", "api", "alert"]);
});

test("a scaled server runs at least its bound, another what the spec says", () => {
  expect(serverNames.map((server) => leastReplicas(scaled, server))).toEqual([3, 2, 2, 2]);
  expect(serverNames.map((server) => leastReplicas(spec, server))).toEqual([3, 3, 2, 1]);
});

test.each(["worker", "api", "alert"] as const)(
  "a scaled %s says no number, is marked, and updates leave it alone",
  (it) => {
    const hardened = harden(workload(it), scaled);
    expect(specOf(hardened)).not.toHaveProperty("replicas");
    expect(hardened["metadata"]).toMatchObject({ annotations: { "dolphinpod.io/replicas": "scaled" } });
    expect(othersFields(hardened, scaled)).toEqual(["spec.replicas"]);
  },
);

test.each(serverNames)("a %s without a scaler keeps its number to the stack", (it) => {
  const hardened = harden(workload(it), spec);
  expect(specOf(hardened)).toHaveProperty("replicas");
  expect(hardened["metadata"]).not.toHaveProperty(["annotations", "dolphinpod.io/replicas"]);
  expect(othersFields(hardened, spec)).toEqual([]);
});

test("nothing but scaled workloads is left to others", () => {
  expect(othersFields(workload("master"), scaled)).toEqual([]);
  expect(othersFields({ ...workload("api"), kind: "Service" }, scaled)).toEqual([]);
});
