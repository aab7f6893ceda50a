import { indexRules, judgeChanges, judgeObject, judgeTogether } from "../../policies/core/evaluate.ts";
import { circumstancesIn } from "../../policies/core/judge.ts";
import type { ChangeRule, EnvironmentRule, ObjectRule, Rule } from "../../policies/core/rule.ts";
import { objects } from "../../policies/examples/environment.ts";
import { settings } from "./judging.ts";

const circumstances = (rule: Rule) => circumstancesIn(rule, settings());
const about = {
  id: "a-rule-that-fails",
  link: "https://example.com",
  origin: "this test",
  pack: "scheduler",
  remediation: "None.",
  severity: "high",
  title: "It fails",
  why: "To see what is said.",
} as const;
const fail = (): never => {
  const error = new TypeError("hunter2 has no such thing at rules/hunter2.ts:1");
  error.stack = `${error}\n    at fail (file:///somewhere/policies/rules/scheduler/java.ts:42:11)\n    at run (node:x:1)`;
  throw error;
};

const { worker } = objects;
const onObject: ObjectRule = { ...about, scope: "object", types: [worker.type], evaluate: fail };
const onAll: EnvironmentRule = { ...about, scope: "environment", evaluate: fail };
const onChange: ChangeRule = { ...about, scope: "change", evaluate: fail };
const change = { operation: "same", before: worker, after: worker } as const;

test.each([
  ["an object", judgeObject(worker, indexRules([onObject]), circumstances)],
  ["objects together", judgeTogether([worker], [onAll], circumstances)],
  ["a change", judgeChanges([change], [], [onChange], circumstances)],
])("a rule about %s that fails says where it failed, and no value", (_, { findings }) => {
  expect(findings).toEqual([
    expect.objectContaining({
      object: worker,
      received: "an object that the rule cannot read (TypeError in rules/scheduler/java.ts:42)",
    }),
  ]);
  expect(JSON.stringify(findings.map(({ allowed, fix, received }) => [allowed, fix, received]))).not.toMatch(/hunter2/);
});
