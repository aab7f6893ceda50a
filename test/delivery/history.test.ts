import { rollback } from "../../cli/commands/rollback.ts";
import { lastGood, pastUpdates, rollbackMessage } from "../../delivery/history.ts";

const update = (version: number, head: string, more: object = {}) => ({
  version,
  kind: "update",
  result: "succeeded",
  endTime: "2026-01-01T00:00:00.000Z",
  environment: { "git.head": head, "git.dirty": "false" },
  ...more,
});

test.each([
  ["the update before, when the newest served badly", [update(3, "c"), update(2, "b"), update(1, "a")], 2],
  ["the one before that failed", [update(3, "c"), update(2, "b", { result: "failed" }), update(1, "a")], 1],
  ["not the same commit brought out twice", [update(3, "c"), update(2, "c"), update(1, "a")], 1],
  [
    "not what was no commit",
    [update(3, "c"), update(2, "b", { environment: { "git.dirty": "true" } }), update(1, "a")],
    1,
  ],
  ["not a refresh or a destroy", [update(3, "c"), update(2, "b", { kind: "destroy" }), update(1, "a")], 1],
  [
    "not what was taken back before",
    [update(4, "b", { message: rollbackMessage("c", "b") }), update(3, "c"), update(2, "b"), update(1, "a")],
    1,
  ],
  ["nothing, when there was but one", [update(1, "a")], undefined],
  ["nothing, when there was none", [], undefined],
])("what to go back to is %s", (_, history, version) => {
  expect(lastGood(pastUpdates(history))?.version).toBe(version);
});

test("where there is nothing to go back to, the way to name it is told", async () => {
  const run = async () => ({ code: 0, stdout: "[]" });
  expect(await rollback({ stack: "prod" }, ".", run)).toMatchObject({
    exitCode: 1,
    errors: expect.stringContaining("--to <commit>"),
  });
  expect(await rollback({ stack: "prod", to: "--force" }, ".", run)).toMatchObject({
    errors: expect.stringContaining("allowed a commit"),
  });
});
