import fc from "fast-check";
import type { Change } from "../../policies/core/change.ts";
import { indexRules, judgeObject, judgeTogether, unreadable } from "../../policies/core/evaluate.ts";
import { unknownText } from "../../policies/core/field.ts";
import type { Finding } from "../../policies/core/finding.ts";
import { circumstancesIn, judgeUpdate } from "../../policies/core/judge.ts";
import type { Rule } from "../../policies/core/rule.ts";
import { statefulTypes } from "../../policies/rules/aws/protection.ts";
import { rules } from "../../policies/rules/index.ts";
import { settings } from "./judging.ts";

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

const types = [...new Set([...rules.flatMap((rule) => (rule.scope === "object" ? rule.types : [])), ...statefulTypes])];
const failed = ({ received }: Finding) => received.startsWith(unreadable);

const name = "dolphinscheduler-worker";
const object = fc
  .record({ type: fc.constantFrom(...types), shape: tree, whole: tree })
  .map(({ type, shape, whole }) => {
    const common = { type, name, urn: `urn:pulumi:prod::p::${type}::${name}`, protect: false };
    const properties = { spec: shape, values: shape, data: shape };
    return [
      { ...common, properties },
      { ...common, properties: whole },
    ] as const;
  });

test("no rule fails, whatever the object", () => {
  const circumstances = (rule: Rule) => circumstancesIn(rule, settings());
  const index = indexRules(rules);
  fc.assert(
    fc.property(object, (all) => {
      const outcomes = [
        ...all.map((it) => judgeObject(it, index, circumstances)),
        judgeTogether(all, rules, circumstances),
      ];
      expect(outcomes.flatMap(({ findings }) => findings).filter(failed)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("no rule about a change fails, whatever changes into what", () => {
  const operation = fc.constantFrom("create", "update", "replace", "delete", "same");
  const change = fc.record({ operation, objects: object, reversed: fc.boolean() }).map((it): Change => {
    const [before, after] = it.reversed ? it.objects.toReversed() : it.objects;
    return {
      operation: it.operation,
      before: it.operation === "create" ? undefined : before,
      after: it.operation === "delete" ? undefined : after,
    };
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 4 }), object, (changes, staging) => {
      const { findings } = judgeUpdate(changes, staging, rules, settings());
      expect(findings.filter(failed)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
