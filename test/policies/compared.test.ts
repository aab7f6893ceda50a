import { cases, controls } from "../../bench/policies-compared/cases.ts";
import { compared, comparedPage, isLetThrough } from "../../bench/policies-compared/page.ts";
import { rules } from "../../policies/rules/index.ts";

const { rows } = compared;
const starred = rules.filter(({ star }) => star).map(({ id }) => id);

test("the comparison with other checkers is of the mistakes that the rules are tested with", () => {
  expect(rows.map(({ mistake, rule }) => [rule, mistake])).toEqual(cases().map(({ mistake, rule }) => [rule, mistake]));
});

test("kube-score and checkov let a mistake of every rule with a star through", () => {
  const caught = starred
    .filter((id) => rows.some(({ rule, unseen }) => rule === id && !unseen))
    .filter((id) => !rows.some((row) => row.rule === id && isLetThrough(row)));
  expect(caught).toEqual([]);
});

test("at least 35 rules with a star were compared by running both", () => {
  const run = new Set(rows.filter(({ rule, unseen }) => !unseen && starred.includes(rule)).map(({ rule }) => rule));
  expect(run.size).toBeGreaterThanOrEqual(35);
});

test("both find something where a mistake is one that they look for", () => {
  for (const id of controls) expect(rows.filter(({ rule }) => rule === id).some(isLetThrough)).toBe(false);
});

test("the page names every rule with a star", () => {
  const page = comparedPage();
  expect(starred.filter((id) => !page.includes(id))).toEqual([]);
});
