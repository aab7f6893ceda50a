import fc from "fast-check";
import { indexRules, judgeObject, judgeTogether } from "../../policies/core/evaluate.ts";
import { unknownText } from "../../policies/core/field.ts";
import { circumstancesIn } from "../../policies/core/judge.ts";
import { parameterSchemas } from "../../policies/core/parameters.ts";
import { applyPatches } from "../../policies/core/patch.ts";
import { packs, type Rule, severities } from "../../policies/core/rule.ts";
import { enforcement } from "../../policies/enforcement.ts";
import { changeExamples } from "../../policies/examples/changes.ts";
import { environments } from "../../policies/examples/example.ts";
import { examples } from "../../policies/examples/index.ts";
import { rules } from "../../policies/rules/index.ts";
import { fired, judged, settings } from "./judging.ts";

const ids = rules.map(({ id }) => id);

test("there are at least 90 rules, and at least 35 that no other checker has", () => {
  expect(ids.length).toBeGreaterThanOrEqual(90);
  expect(rules.filter(({ star }) => star).length).toBeGreaterThanOrEqual(35);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(rules.map((rule) => [rule.id, rule] as const))("%s says what it is about, why, and what to do", (_, rule) => {
  expect(rule.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
  for (const text of [rule.title, rule.why, rule.remediation, rule.origin])
    expect(text.trim().length).toBeGreaterThan(1);
  expect(rule.remediation).toMatch(/[.`]$/);
  expect(new URL(rule.link).protocol).toBe("https:");
  expect(severities).toContain(rule.severity);
  expect(packs).toContain(rule.pack);
  expect(Object.values(parameterSchemas(rule.parameters ?? []))).not.toContain(undefined);
});

test("every rule has an example of the mistake that it is for", () => {
  const shown = new Set([...examples, ...changeExamples].map(({ rule }) => rule));
  const others = ["exemption-expired", "exemption-too-long", "exemption-unused"];
  expect(ids.filter((id) => !shown.has(id) && !others.includes(id))).toEqual([]);
  expect([...shown].filter((id) => !ids.includes(id))).toEqual([]);
});

test("only rules that exist have a level of their own", () => {
  const named = Object.values(enforcement).flatMap(({ rules: own }) => Object.keys(own));
  expect(named.filter((id) => !ids.includes(id))).toEqual([]);
});

const patched = examples.filter(({ rule }) =>
  rules.some((it) => it.id === rule && it.scope === "object" && it.remediates),
);

test.each(patched.map((example) => [example.rule, example] as const))("what %s mends is mended", (rule, example) => {
  const { bad } = environments(example);
  const found = judged(bad, example.parameters).findings.filter((it) => it.rule.id === rule);
  expect(found.length).toBeGreaterThan(0);
  const mended = bad.map((object) => {
    const patches = found.filter((it) => it.object === object).flatMap(({ patch }) => patch ?? []);
    return { ...object, properties: applyPatches(object.properties, patches) };
  });
  expect(fired(judged(mended, example.parameters))).not.toContain(rule);
});

/** Trees of the shapes and words that rules look for, and of some that nobody expects. */
const words = [
  "spec",
  "template",
  "containers",
  "env",
  "name",
  "value",
  "metadata",
  "labels",
  "replicas",
  "data",
  "volumes",
  "selector",
  "matchLabels",
  "values",
  "master",
  "worker",
  "rules",
  "policy",
  "ports",
  "constructor",
  "__proto__",
];
const leaf = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(unknownText),
  fc.constantFrom("dolphinscheduler-worker", "[secret]", "curl -s", '{"Statement": 1}', "-Xmx1g", "0.0.0.0/0"),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 8, depthSize: "medium" },
    leaf,
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...words), fc.string()), tie("tree"), { maxKeys: 6 }),
  ),
}));

const types = [...new Set(rules.flatMap((rule) => (rule.scope === "object" ? rule.types : [])))];
const failed = "an object that the rule cannot read";

test("no rule fails, whatever the object", () => {
  const circumstances = (rule: Rule) => circumstancesIn(rule, settings());
  const index = indexRules(rules);
  fc.assert(
    fc.property(fc.constantFrom(...types), tree, tree, (type, spec, properties) => {
      const object = {
        type,
        name: "dolphinscheduler-worker",
        protect: false,
        properties: { spec, values: spec, data: spec },
      };
      const all = [object, { ...object, properties }];
      const outcomes = [
        ...all.map((it) => judgeObject(it, index, circumstances)),
        judgeTogether(all, rules, circumstances),
      ];
      expect(outcomes.flatMap(({ findings }) => findings).filter(({ received }) => received === failed)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("no finding repeats a value that may be a secret", () => {
  const text = JSON.stringify(
    examples.flatMap((example) =>
      judged(environments(example).bad, example.parameters).findings.map(({ received }) => received),
    ),
  );
  expect(text).not.toMatch(/Tq8vK2mXw0|wJalrXUtnFEMI|dolphinscheduler123/);
});
