import { budgetedServers, disruptionBudget } from "../../components/scheduler/disruption.ts";
import { specOf } from "./read.ts";
import { workload } from "./rendered.ts";
import { spec, withServers } from "./spec.ts";

test("servers with replicas to spare are drained one by one", () => {
  expect(budgetedServers(spec)).toEqual(["master", "worker", "api"]);
});

test("a single replica has no budget, because it would block every drain", () => {
  const single = { replicas: 1 };
  expect(budgetedServers(withServers({ master: single, worker: single, api: single }))).toEqual([]);
});

test("replicas of an autoscaler count at their fewest", () => {
  const autoscaling = { minReplicas: 1, maxReplicas: 9, cpuPercent: 70, memoryPercent: undefined };
  expect(budgetedServers(withServers({ api: { autoscaling } }))).toEqual(["master", "worker"]);
});

test("a budget selects what the chart's workload selects, and lets pods go that are not ready", () => {
  expect(disruptionBudget(spec, "master")).toEqual({
    maxUnavailable: 1,
    selector: specOf(workload("master"))["selector"],
    unhealthyPodEvictionPolicy: "AlwaysAllow",
  });
});
