import fc from "fast-check";
import type { Json } from "../../stacks/check/kubernetes/json.ts";
import {
  hasSecret,
  hasUnknown,
  isSecret,
  markSecrets,
  plain,
  secret,
  UNKNOWN,
} from "../../stacks/check/kubernetes/wire.ts";

test("secrets are unwrapped wherever they are, and found before that", () => {
  const wire = { spec: { env: [{ value: secret("s") }] }, plain: 1 };
  expect(hasSecret(wire)).toBe(true);
  expect(plain(wire)).toEqual({ spec: { env: [{ value: "s" }] }, plain: 1 });
  expect(hasSecret(plain(wire))).toBe(false);
});

test("an unknown is found at any depth", () => {
  const at = (value: Json) => hasUnknown({ a: [{ b: value }] });
  expect(at(UNKNOWN)).toBe(true);
  expect(at(secret(UNKNOWN))).toBe(true);
  expect(at("known")).toBe(false);
});

test("an output is as secret as the input it came from, and no more", () => {
  const marked = markSecrets({ a: "1", b: { c: "2", d: "3" } }, { a: "1", b: { c: secret("2"), d: "3" } });
  expect(marked).toEqual({ a: "1", b: { c: secret("2"), d: "3" } });
});

test("a list with a secret in it is secret as a whole", () => {
  const marked = markSecrets({ env: ["a", "b"] }, { env: [secret("b"), "a"] });
  expect(marked["env"]).toEqual(secret(["a", "b"]));
});

test("the content of a Secret is always secret, whatever the inputs were", () => {
  const live = { kind: "Secret", data: { a: "eA==" }, stringData: { a: "x" }, metadata: { name: "s" } };
  const marked = markSecrets(live, { kind: "Secret", stringData: { a: "x" } });
  expect([marked["data"], marked["stringData"]].every(isSecret)).toBe(true);
  expect(marked["metadata"]).toEqual({ name: "s" });
});

test("marking never changes the values", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.dictionary(fc.string(), fc.jsonValue()),
      (value, like) => {
        fc.pre(!JSON.stringify([value, like]).includes("4dabf18193072939515e22adb298388d"));
        expect(plain(markSecrets(value as Record<string, Json>, like as Json))).toEqual(value);
      },
    ),
  );
});
