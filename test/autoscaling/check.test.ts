import fc from "fast-check";
import { checkAutoscaling } from "../../components/autoscaling/check.ts";
import { byQueue, byUse } from "./fixtures.ts";

test.each([
  [{ minReplicas: 0 }, "spec.minReplicas: 0 is no number of pods that serve; allowed is a whole number from 1. Try 2."],
  [{ minReplicas: 7 }, "spec.maxReplicas: 6 is below minReplicas; allowed is a whole number from 7. Try 7."],
  [{ maxReplicas: 2.5 }, "spec.maxReplicas: 2.5 is below minReplicas; allowed is a whole number from 2. Try 2."],
  [
    { cpuPercent: 101 },
    "spec.cpuPercent: 101 is no share of the CPU request; allowed is a whole number, 1 to 100. Try 70.",
  ],
  [
    { memoryPercent: 0.5 },
    "spec.memoryPercent: 0.5 is no share of the memory request; allowed is a whole number, 1 to 100. Try 70.",
  ],
])("%j is refused with the rule and a fix", (change, reason) => {
  expect(checkAutoscaling({ ...byUse, ...change }).map((problem) => problem.reason)).toEqual([reason]);
});

test("a share of the threads that is none is refused", () => {
  expect(checkAutoscaling({ ...byQueue, busyPercent: 0 }).map(({ propertyPath }) => propertyPath)).toEqual([
    "spec.busyPercent",
  ]);
});

test("all that is wrong is told at once", () => {
  const problems = checkAutoscaling({ minReplicas: 0, maxReplicas: -1, cpuPercent: 0 });
  expect(problems.map(({ propertyPath }) => propertyPath)).toEqual([
    "spec.minReplicas",
    "spec.maxReplicas",
    "spec.cpuPercent",
  ]);
});

test("bounds in order and a target that is a share are right", () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(50), fc.integer({ min: 1, max: 100 }), (least, more, cpuPercent) => {
      expect(checkAutoscaling({ minReplicas: least + 1, maxReplicas: least + more + 1, cpuPercent })).toEqual([]);
    }),
  );
});
