import { attachGuards } from "../../policies/change/attach.ts";
import { guarded } from "../../policies/change/hooks.ts";
import { changeExamples } from "../../policies/examples/changes.ts";

test("guards that are neither on nor off are refused with what is allowed", () => {
  const config = new Map([["policies:guards", "on"]]);
  expect(() => attachGuards(config, new Date())).toThrow('policies:guards: received "on", allowed hooks, off.');
});

const deletes = changeExamples
  .filter(({ rule }) => rule === "no-delete-of-stateful" || rule === "no-replace-of-stateful")
  .flatMap(({ bad }) => bad.flatMap(({ before }) => before?.type ?? []));

test.each([...deletes, "kubernetes:core/v1:Namespace", "kubernetes:helm.sh/v3:Release"])("%s is guarded", (type) => {
  expect(guarded).toContain(type);
});
