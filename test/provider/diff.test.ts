import fc from "fast-check";
import type { Json } from "../../stacks/check/kubernetes/json.ts";
import { UNKNOWN } from "../../stacks/check/kubernetes/wire.ts";
import { differences, drifted, driftedInputs, formatPath, touches } from "../lab/provider/diff.ts";

const paths = (before: Json, after: Json) =>
  differences(before, after).map(({ path, change }) => `${change} ${formatPath(path)}`);

test.each<[string, Json, Json, string[]]>([
  ["a changed value", { spec: { replicas: 1 } }, { spec: { replicas: 2 } }, ["update spec.replicas"]],
  ["a new value", { spec: {} }, { spec: { paused: true } }, ["add spec.paused"]],
  ["a dropped value", { spec: { paused: true } }, { spec: {} }, ["delete spec.paused"]],
  ["a longer list", { ports: [1] }, { ports: [1, 2] }, ["add ports[1]"]],
  [
    "a value inside a list",
    { env: [{ name: "A", value: "1" }] },
    { env: [{ name: "A", value: "2" }] },
    ["update env[0].value"],
  ],
  ["a name with dots", { annotations: {} }, { annotations: { "a.b/c": "1" } }, ['add annotations["a.b/c"]']],
  ["a value nobody knows yet", { data: "a" }, { data: UNKNOWN }, ["update data"]],
  [
    "an empty selector where there was none",
    { from: [{}] },
    { from: [{ podSelector: {} }] },
    ["add from[0].podSelector"],
  ],
  ["a null for nothing", { spec: null }, {}, []],
])("%s is one difference at its path", (_what, before, after, expected) => {
  expect(paths(before, after)).toEqual(expected);
});

test("anything is the same as itself, and drifts nowhere when nobody touched it", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (value, live) => {
      expect(differences(value as Json, structuredClone(value) as Json)).toEqual([]);
      expect(drifted(value as Json, live as Json, structuredClone(live) as Json)).toEqual(value);
    }),
  );
});

test.each([
  [["spec", "selector"], "spec.selector", true],
  [["spec", "selector", "matchLabels", "app"], "spec.selector", true],
  [["spec"], "spec.selector", true],
  [["spec", "replicas"], "spec.selector", false],
  [["spec", "selectorless"], "spec.selector", false],
])("a change at %j touches %s: %p", (path, rule, expected) => {
  expect(touches(path, rule)).toBe(expected);
});

test("what the server writes in another form is no drift", () => {
  const input = { limits: { cpu: "1000m" } };
  const live = { limits: { cpu: "1" }, added: true };
  expect(drifted(input, live, structuredClone(live))).toEqual(input);
});

test("a value changed by hand is drift, one the inputs never set is not", () => {
  const input = { replicas: 2, template: { image: "a" } };
  const seen = { replicas: 2, template: { image: "a", pull: "Always" }, extra: 1 };
  const live = { replicas: 5, template: { image: "a", pull: "Never" }, extra: 2 };
  expect(drifted(input, seen, live)).toEqual({ replicas: 5, template: { image: "a" } });
});

test("a value removed by hand is drift", () => {
  const labels = { a: "1", b: "2" };
  expect(drifted(labels, labels, { a: "1" })).toEqual({ a: "1" });
});

test("a Secret given as stringData drifts by the data that the server made of it", () => {
  const base64 = (value: string) => Buffer.from(value).toString("base64");
  const inputs = { kind: "Secret", stringData: { user: "u", password: "p" } };
  const seen = { kind: "Secret", data: { user: base64("u"), password: base64("p") } };
  const live = { kind: "Secret", data: { user: base64("hand"), password: base64("p") } };
  expect(driftedInputs(inputs, seen, live)).toEqual({ kind: "Secret", stringData: { user: "hand", password: "p" } });
  expect(driftedInputs(inputs, seen, seen)).toEqual(inputs);
});
