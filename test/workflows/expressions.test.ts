import { evaluate, holds, interpolate, type Scope } from "./expressions.ts";

const scope = (state: Scope["state"] = "success"): Scope => ({
  contexts: { github: { event: { number: 2, before: null } }, steps: { health: { outcome: "failure" } } },
  hashFiles: (pattern) => (pattern === "there" ? "hash" : ""),
  state,
});

/** An expression as it stands in a workflow. */
const written = (inner: string) => `$\u007b{ ${inner} }}`;

test.each([
  ["github.event.number == 2", true],
  ["github.event.number == '2'", true],
  ["github.event.nothing.at.all", null],
  ["github.event.before == ''", true],
  ["'A' == 'a' && 'yes' || 'no'", "yes"],
  ["!(1 == 2) && format('--base={0}', github.event.number)", "--base=2"],
  ["fromJSON('[\"dev\"]')", ["dev"]],
  ["hashFiles('there') != ''", true],
  ["'it''s'", "it's"],
])("%s is %j", (text, value) => {
  expect(evaluate(text, scope())).toEqual(value);
});

test.each([
  [undefined, "success", true],
  [undefined, "failure", false],
  ["github.event.number == 2", "failure", false],
  ["always() && github.event.number == 2", "failure", true],
  ["failure() && steps.health.outcome == 'failure'", "failure", true],
  [written("!cancelled()"), "failure", true],
] as const)("the condition %j after a %s holds: %j", (condition, state, expected) => {
  expect(holds(condition, scope(state))).toBe(expected);
});

test("expressions stand in texts, and what is not known is an error", () => {
  expect(interpolate(`number ${written("github.event.number")}!`, scope())).toBe("number 2!");
  expect(() => evaluate("secrets.TOKEN", scope())).toThrow("no context secrets");
  expect(() => evaluate("toJSON(github)", scope())).toThrow("does not know the function");
  expect(() => evaluate("1 < 2", scope())).toThrow("does not know what stands at");
});
