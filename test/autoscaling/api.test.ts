import fc from "fast-check";
import { apiAutoscaler, checkAutoscaling } from "../../components/autoscaling/api.ts";

const spec = { minReplicas: 2, maxReplicas: 6, cpuPercent: 70 };

test("the API servers scale on CPU between their bounds", () => {
  expect(apiAutoscaler("ds", "dolphin", spec).spec).toMatchObject({
    maxReplicas: 6,
    metrics: [{ resource: { name: "cpu", target: { averageUtilization: 70, type: "Utilization" } }, type: "Resource" }],
    minReplicas: 2,
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "ds-api" },
  });
});

test("scaling down waits five minutes and takes one pod at a time", () => {
  expect(apiAutoscaler("ds", "dolphin", spec).spec.behavior).toEqual({
    scaleDown: { policies: [{ periodSeconds: 60, type: "Pods", value: 1 }], stabilizationWindowSeconds: 300 },
  });
});

test.each([
  [{ minReplicas: 0 }, "spec.minReplicas: 0 is no number of pods that serve; allowed is a whole number from 1. Try 2."],
  [{ minReplicas: 7 }, "spec.maxReplicas: 6 is below minReplicas; allowed is a whole number from 7. Try 7."],
  [{ maxReplicas: 2.5 }, "spec.maxReplicas: 2.5 is below minReplicas; allowed is a whole number from 2. Try 2."],
  [
    { cpuPercent: 101 },
    "spec.cpuPercent: 101 is no share of the CPU request; allowed is a whole number, 1 to 100. Try 70.",
  ],
])("%j is refused with the rule and a fix", (change, reason) => {
  expect(checkAutoscaling({ ...spec, ...change }).map((problem) => problem.reason)).toEqual([reason]);
});

test("all wrong bounds are told at once", () => {
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
