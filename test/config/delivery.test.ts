import { resolveOrThrow } from "../../stacks/config/index.ts";
import { dev, prod } from "./base.ts";

const resolved = (scheduler: Record<string, unknown>, base: object = dev) => resolveOrThrow({ ...base, scheduler });

test("left out, each object is a resource", () => {
  expect(resolveOrThrow(dev).spec.scheduler).toEqual({ delivery: "objects" });
  expect(resolveOrThrow(prod).spec.scheduler).toEqual({ delivery: "objects" });
});

test("a release is taken back when it fails, keeps ten revisions, and is given the time of the slowest rollout", () => {
  const { spec } = resolved({ delivery: "release" }, { ...prod, worker: { drain: "30m", replicas: 5 } });
  expect(spec.scheduler).toEqual({
    delivery: "release",
    history: 10,
    onFailure: "rollback",
    timeoutSeconds: 5 * (1800 + 60 + 300),
  });
});

test("every value of a release is known to be the stack's, a default, or computed", () => {
  const { origins } = resolved({ delivery: "release", timeout: "2h" });
  const own = Object.entries(origins).filter(([path]) => path.startsWith("scheduler."));
  expect(Object.fromEntries(own)).toEqual({
    "scheduler.delivery": "stack",
    "scheduler.history": "default",
    "scheduler.onFailure": "default",
    "scheduler.timeoutSeconds": "stack",
  });
});

test.each([
  ["rollback", /takes an update back/],
  ["stop", /gives an update up/],
])("a time in which workers cannot drain is warned about, with onFailure %s too", (onFailure, what) => {
  const { warnings } = resolved({ delivery: "release", onFailure, timeout: "1m" });
  expect(warnings.filter(({ path }) => path === "scheduler.timeout")).toEqual([
    {
      path: "scheduler.timeout",
      received: expect.stringMatching(what),
      allowed: expect.stringContaining("390 seconds"),
      fix: expect.stringMatching(/Remove it/),
    },
  ]);
  expect(resolved({ delivery: "release", timeout: "2h" }).warnings.map(({ path }) => path)).toEqual(["version"]);
});
