import Ajv2020 from "ajv/dist/2020.js";
import type { Report } from "../../policies/core/judge.ts";
import { defaultParameters, type ParameterName, parameterSchemas } from "../../policies/core/parameters.ts";
import { applyPatches } from "../../policies/core/patch.ts";
import { packs, severities } from "../../policies/core/rule.ts";
import { enforcement } from "../../policies/enforcement.ts";
import { changeExamples } from "../../policies/examples/changes.ts";
import { type Example, environments } from "../../policies/examples/example.ts";
import { examples } from "../../policies/examples/index.ts";
import { rules } from "../../policies/rules/index.ts";
import { fired, judged } from "./judging.ts";

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

test("every parameter has a JSON schema that takes its default, and refuses what is wrong", () => {
  const defaults = defaultParameters();
  const names = Object.keys(defaults) as ParameterName[];
  const schema = { type: "object", properties: parameterSchemas(names), required: names, additionalProperties: false };
  const validate = new Ajv2020.default({ strict: false, validateFormats: false }).compile(schema);
  validate(defaults);
  expect(validate.errors).toBeNull();
  const wrong = names.filter((name) => !validate({ ...defaults, [name]: { no: "such thing" } }));
  expect(wrong).toEqual(names);
  expect(names.filter((name) => !rules.some(({ parameters }) => parameters?.includes(name)))).toEqual([]);
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

const remedied = rules.filter((it) => it.scope === "object" && it.remediates).map(({ id }) => id);

/** Objects with every patch of a rule's findings. */
function patched({ rule, parameters, ...example }: Example): { readonly patches: number; readonly report: Report } {
  const { bad } = environments({ rule, ...example });
  const found = judged(bad, parameters).findings.filter((it) => it.rule.id === rule && it.patch);
  const mended = bad.map((object) => {
    const patches = found.filter((it) => it.object === object).flatMap(({ patch }) => patch ?? []);
    return { ...object, properties: applyPatches(object.properties, patches) };
  });
  return { patches: found.length, report: judged(mended, parameters) };
}

const patches = examples.map((example) => [example.rule, { ...example, ...patched(example) }] as const);
const mending = patches.filter(([, it]) => it.patches > 0);

test.each(mending)("what a patch of %s changes is mended, and nothing else breaks", (rule, { also = [], report }) => {
  expect(fired(report)).not.toContain(rule);
  expect(also).toEqual(expect.arrayContaining([...fired(report)]));
});

/** What Pulumi marks a secret with. */
const mark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

test("a patch reaches what is marked as a secret, and leaves the mark", () => {
  const pod = { spec: { ...mark, value: { containers: [{ name: "c" }], hostNetwork: true } } };
  const patched = applyPatches(pod, [
    { path: ["spec", "containers", 0, "tty"], value: false },
    { path: ["spec", "hostNetwork"] },
  ]);
  expect(patched).toEqual({ spec: { ...mark, value: { containers: [{ name: "c", tty: false }] } } });
});

test("every rule that remediates has a patch for each of its mistakes, and many others have one", () => {
  expect(patches.filter(([rule, it]) => remedied.includes(rule) && it.patches === 0)).toEqual([]);
  expect(remedied.length).toBeGreaterThanOrEqual(10);
  expect(new Set(mending.map(([rule]) => rule)).size).toBeGreaterThanOrEqual(45);
});

test("a number of replicas that was given to a scaler is no finding, though it stays in the state", () => {
  const rule = "no-static-replicas-with-scaler";
  const set = [["spec.replicas", 2]] as const;
  const mark = [["metadata", "annotations", "dolphinpod.io/replicas"], "scaled"] as const;
  expect(fired(judged(environments({ rule, on: "api", set }).bad))).toEqual([rule]);
  expect(fired(judged(environments({ rule, on: "api", set: [...set, mark] }).bad))).toEqual([]);
});

test.each([
  ["a name that says so", "password.load-protection.threshold = hunter2"],
  ["a mark", { ...mark, value: "dfs.replication = hunter2" }],
])("config-values-valid does not repeat a value that is a secret by %s", (_, properties) => {
  const type = "kubernetes:core/v1:ConfigMap";
  const report = judged([{ type, name: "settings", protect: false, properties: { data: { properties } } }]);
  expect(fired(report)).toContain("config-values-valid");
  expect(report.findings.map(({ received }) => received).join("\n")).not.toContain("hunter2");
});

test("no finding repeats a value that may be a secret", () => {
  const text = JSON.stringify(
    examples.flatMap((example) =>
      judged(environments(example).bad, example.parameters).findings.map(({ received }) => received),
    ),
  );
  expect(text).not.toMatch(/Tq8vK2mXw0|wJalrXUtnFEMI|dolphinscheduler123/);
});
