import { changesBetween, changesOfSteps } from "../../policies/change/changes.ts";
import { isOlder } from "../../policies/change/rules/order.ts";
import type { Change } from "../../policies/core/change.ts";
import type { Exemption } from "../../policies/core/exemptions.ts";
import { unknownText } from "../../policies/core/field.ts";
import { judgeUpdate } from "../../policies/core/judge.ts";
import { defaultParameters } from "../../policies/core/parameters.ts";
import { type ChangeExample, changeExamples } from "../../policies/examples/changes.ts";
import { objects } from "../../policies/examples/environment.ts";
import { changed } from "../../policies/examples/example.ts";
import { rules } from "../../policies/rules/index.ts";
import { previewSteps } from "../../policies/sources/state.ts";
import { fired, settings } from "./judging.ts";

const judged = (
  { parameters, staging }: ChangeExample,
  changes: readonly Change[],
  exemptions: readonly Exemption[] = [],
) =>
  judgeUpdate(
    changes,
    staging ?? [],
    rules,
    settings({ exemptions, parameters: { ...defaultParameters(), ...parameters } }),
  );

const exemption = (rule: string, expires: string): Exemption => {
  return { expires, match: "*", owner: "data", reason: "planned for this very update", rule };
};

/** The same changes when what is to be of specs and versions is not known yet. */
const withUnknowns = (changes: readonly Change[]): readonly Change[] =>
  changes.map(({ after, ...rest }) => {
    if (after === undefined) return { ...rest, after };
    const hidden = ["spec", "engineVersion"].filter((key) => Object.hasOwn(after.properties as object, key));
    return {
      ...rest,
      after: changed(
        after,
        hidden.map((key) => [key, unknownText]),
      ),
    };
  });

/** What these rules ask is whether something is changed or deleted, and that is always known. */
const askNoValue = [
  "change-freeze-window",
  "delivery-changes-by-move",
  "ha-pair-not-changed-together",
  "max-changed-fraction",
  "max-removed-components-per-update",
  "no-delete-of-stateful",
  "no-replace-of-stateful",
];

describe.each(changeExamples.map((example) => [example.rule, example] as const))("%s", (rule, example) => {
  const expected = [rule, ...(example.also ?? [])].sort();

  test("an update of the same kind that hurts nothing passes", () => {
    expect(fired(judged(example, example.good))).toEqual([]);
  });

  test("the update that hurts is found by the rules that are meant, and by no other", () => {
    expect(fired(judged(example, example.bad))).toEqual(expected);
  });

  test("an exemption lets it pass until its last day, and the report says so", () => {
    const report = judged(example, example.bad, [exemption(rule, "2026-08-01")]);
    expect(fired(report)).toEqual(expected.filter((it) => it !== rule));
    expect(report.exempted.map(({ finding }) => finding.rule.id)).toContain(rule);
  });

  test("an exemption that has ended lets nothing pass, and is found itself", () => {
    const report = judged(example, example.bad, [exemption(rule, "2026-05-31")]);
    expect(fired(report)).toEqual([...expected, "exemption-expired"].sort());
    expect(report.exempted).toEqual([]);
  });

  test("what is not known yet is neither found nor passed", () => {
    const report = judged(example, withUnknowns(example.bad));
    if (askNoValue.includes(rule)) return expect(fired(report)).toContain(rule);
    expect(fired(report)).not.toContain(rule);
    return expect(report.notEvaluated.map((it) => it.rule.id)).toContain(rule);
  });
});

test("without an export of staging the rule about it says that it could not decide", () => {
  const example = changeExamples.find(({ rule }) => rule === "production-follows-staging");
  const report = judgeUpdate(example?.bad ?? [], undefined, rules, settings());
  expect(report.notEvaluated.map(({ rule, path }) => [rule.id, path])).toEqual([
    ["production-follows-staging", "staging"],
  ]);
});

test.each([
  ["3.2.1", "3.2.2", true],
  ["3.9.3", "3.10.0", true],
  ["3.4.2", "3.4.2", false],
  ["16", "15.4", false],
  ["RELEASE.2025-08-13", "RELEASE.2025-09-07", true],
  ["3.3.0-alpha", "3.3.0", true],
  ["3.3.0", "3.3.0-rc1", false],
  ["3.3.0-beta.1", "3.3.0-alpha.2", false],
  ["3.2.2-1", "3.2.2", false],
  ["16.4-alpine3.20", "16-alpine3.21", false],
  ["3.2", "3.2.2", undefined],
  ["sha256:00ff", "3.2.2", undefined],
  ["latest", "3.2.2", undefined],
])("%s is older than %s: %s", (version, than, older) => {
  expect(isOlder(version, than)).toBe(older);
});

test("the three steps of a replacement are one change", () => {
  const state = {
    urn: "urn:pulumi:prod::p::kubernetes:apps/v1:StatefulSet::x",
    type: "kubernetes:apps/v1:StatefulSet",
    inputs: {},
  };
  const steps = ["create-replacement", "replace", "delete-replaced"].map((op) => ({
    op,
    urn: state.urn,
    oldState: state,
    newState: state,
  }));
  expect(changesOfSteps(previewSteps({ steps }) ?? []).map(({ operation }) => operation)).toEqual(["replace"]);
});

test("the order of keys is no difference between two states", () => {
  const before = { ...objects.secret, properties: { a: 1, b: { c: 2, d: 3 } } };
  const after = { ...objects.secret, properties: { b: { d: 3, c: 2 }, a: 1 } };
  expect(changesBetween([before], [after]).map(({ operation }) => operation)).toEqual(["same"]);
});
