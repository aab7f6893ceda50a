import { fittingPlan } from "../../delivery/plan.ts";
import { unknownText } from "../../policies/core/field.ts";

const reference = (id: string) => ({
  "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e",
  id,
  urn: "u",
});

const plan = (custom: boolean, outputDiff: object) => ({
  manifest: { version: "v3" },
  resourcePlans: {
    urn: { goal: { custom, inputDiff: { adds: { a: reference("") } }, outputDiff }, steps: ["create"] },
  },
});

test.each([
  [
    "that is still to be made, deep inside",
    { adds: { resources: [[reference("")]], path: "/ui" } },
    { adds: { resources: unknownText, path: "/ui" } },
  ],
  ["that changes what is there", { updates: { one: { two: reference("") } } }, { updates: { one: unknownText } }],
  ["that is there", { adds: { resources: [reference("ns/name")] } }, { adds: { resources: [reference("ns/name")] } }],
  ["that is taken away", { deletes: ["resources"] }, { deletes: ["resources"] }],
])("what a component gives out of a resource %s holds up no update", (_, outputDiff, expected) => {
  expect(fittingPlan(plan(false, outputDiff))).toEqual(plan(false, expected));
});

test("what a plan says of resources stays as it is", () => {
  const made = plan(true, { adds: { resources: [reference("")] } });
  expect(fittingPlan(made)).toEqual(made);
  const deleted = { resourcePlans: { urn: { steps: ["delete"] } } };
  expect(fittingPlan(deleted)).toEqual(deleted);
});

test("another document than a plan is refused", () => {
  expect(() => fittingPlan({ steps: [] })).toThrow("no plan of pulumi preview");
});
