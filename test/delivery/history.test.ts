import { rollback } from "../../cli/commands/rollback.ts";
import {
  changedSince,
  commitThere,
  commitToLeave,
  lastGood,
  pastUpdates,
  rollbackMessage,
} from "../../delivery/history.ts";

const commit = (letter: string) => letter.repeat(40);
const update = (letter: string, more: object = {}) => ({
  kind: "update",
  result: "succeeded",
  startTime: `${letter} began`,
  environment: { "git.head": commit(letter), "git.dirty": "false" },
  ...more,
});
const failed = { result: "failed" };
/** Goes back to a commit; in its tree git's head is that commit. */
const back = (from: string, to: string, more: object = {}) =>
  update(to, { message: rollbackMessage(commit(from), commit(to)), ...more });
const past = (history: readonly object[], ...served: readonly string[]) => ({
  updates: pastUpdates(history),
  served: served.map(commit),
});

test.each([
  ["the update before, when the newest served badly", [update("c"), update("b"), update("a")], "b"],
  ["the one before that failed", [update("c"), update("b", failed), update("a")], "a"],
  ["not the same commit brought out twice", [update("c"), update("c"), update("a")], "a"],
  ["that commit, when it failed the second time", [update("c", failed), update("c"), update("a")], "c"],
  ["not what was no commit", [update("c"), update("b", { environment: { "git.dirty": "true" } }), update("a")], "a"],
  ["not a refresh or a destroy", [update("c"), update("b", { kind: "destroy" }), update("a")], "a"],
  ["not what was taken back since", [back("c", "b"), update("c"), update("b"), update("a")], "a"],
  ["what was taken back and is good again", [update("d"), update("c"), back("c", "b"), update("c"), update("b")], "c"],
  ["the same as before, when going back failed", [back("b", "a", failed), update("b"), update("a"), update("z")], "a"],
  [
    "the same a third time",
    [back("b", "a", failed), back("b", "a", failed), update("b"), update("a"), update("z")],
    "a",
  ],
  [
    "not a branch that an earlier version went to",
    [update("d"), update("x", { message: "Rollback from b to main" }), update("a")],
    "a",
  ],
  ["nothing, when there was but one", [update("a")], undefined],
  ["nothing, when there was none", [], undefined],
])("what to go back to is %s", (_, history, expected) => {
  const good = lastGood(past(history));
  expect(good?.commit).toBe(expected && commit(expected));
  expect(good?.served).toBeUndefined();
});

const fourInARow = [update("d"), update("c"), update("b"), update("a")];

test.each([
  ["the newest that was seen to serve, with those passed over", ["a"], "a", true, ["c", "b"]],
  ["the newest of several", ["a", "b"], "b", true, ["c"]],
  ["not the one that is there, though it was", ["d", "a"], "a", true, ["c", "b"]],
  ["the newest that succeeded, where those that served are gone", ["z"], "c", false, []],
])("of updates that succeeded it is %s", (_, served, expected, seen, passedOver) => {
  const good = lastGood(past(fourInARow, ...served));
  expect(good).toMatchObject({ commit: commit(expected), served: seen, passedOver: passedOver.map(commit) });
});

test.each([
  ["the newest commit", [update("b"), update("a")], "b", "b"],
  ["no commit after a failure, and the one that failed", [update("b", failed), update("a")], undefined, "b"],
  ["after going back the older one", [back("b", "a"), update("b"), update("a")], "a", "a"],
  ["after going back failed no commit, and still the bad one", [back("b", "a", failed), update("b")], undefined, "b"],
  ["nothing, when there was none", [], undefined, undefined],
])("what is there, and what to take back, is %s", (_, history, there, leave) => {
  const { updates } = past(history);
  expect(commitThere(updates)).toBe(there && commit(there));
  expect(commitToLeave(updates)).toBe(leave && commit(leave));
});

test.each([
  ["the update after the last one that served", [update("b"), update("a")], ["a"], "b began"],
  ["the first of several", [update("c"), update("b", failed), update("a")], ["a"], "b began"],
  ["the bad one, when that was taken back", [back("b", "a"), update("b"), update("a")], ["a"], "b began"],
  ["not known, where nobody saw one serve", [update("b"), update("a")], [], undefined],
])("what changed since it served began with %s", (_, history, served, expected) => {
  expect(changedSince(past(history, ...served))).toBe(expected);
});

describe("the command", () => {
  /** A backend with a history, and a repository that knows one name; all that was asked. */
  function surroundings(history: readonly object[], known: Readonly<Record<string, string>> = {}) {
    const asked: string[] = [];
    const run = async (command: string, args: readonly string[]) => {
      asked.push([command, ...args].join(" "));
      if (args[1] === "history") return { code: 0, stdout: JSON.stringify(history) };
      if (args[1] === "tag") return { code: 0, stdout: "{}" };
      if (args[0] === "rev-parse") {
        const found = known[args.at(-1)?.replace("^{commit}", "") ?? ""];
        return found === undefined ? { code: 1, stdout: "" } : { code: 0, stdout: `${found}\n` };
      }
      return { code: 0, stdout: "" };
    };
    return { asked, run };
  }

  test("where there is nothing to go back to, tells the way to name it", async () => {
    const { run } = surroundings([]);
    expect(await rollback({ stack: "prod" }, ".", run)).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining("--to <commit>"),
    });
    expect(await rollback({ stack: "prod", to: "--force" }, ".", run)).toMatchObject({
      errors: expect.stringContaining("allowed a commit"),
    });
  });

  test("goes to the commit that a name is of now, and says so in full", async () => {
    const { asked, run } = surroundings([update("b"), update("a")], { main: commit("e") });
    const answer = await rollback({ stack: "prod", to: "main" }, ".", run);
    expect(answer).toMatchObject({ exitCode: 0, data: { commit: commit("e") } });
    expect(answer.output).toContain(`rollback prod --to ${commit("e")} --yes`);
    expect(asked).toContainEqual(expect.stringMatching(new RegExp(`^git worktree add .* ${commit("e")}$`)));
    expect(await rollback({ stack: "prod", to: "nowhere" }, ".", run)).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining("There is no commit nowhere here."),
    });
  });

  test("reads more of the history than the ten that Pulumi tells unasked", async () => {
    const { asked, run } = surroundings([]);
    await rollback({ stack: "prod" }, ".", run);
    expect(asked[0]).toBe("pulumi stack history --stack prod --json --page 1 --page-size 100");
  });

  test("says whether the commit was seen to serve", async () => {
    const { run } = surroundings([update("b"), update("a")]);
    const { output } = await rollback({ stack: "prod" }, ".", run);
    expect(output).toContain("whether it served nobody wrote down");
  });
});
