import { covers, parseExemptions } from "../../policies/core/exemptions.ts";
import { matches } from "../../policies/core/glob.ts";
import { environments } from "../../policies/examples/example.ts";
import { examples } from "../../policies/examples/index.ts";
import { fired, judged, now } from "./judging.ts";

const whole = {
  rule: "no-privileged",
  match: "StatefulSet/*-worker",
  reason: "tasks need the device until June",
  owner: "data-platform",
  expires: "2026-07-01",
};

const known = ["no-privileged", "no-host-path"];

test.each(Object.keys(whole))("an exemption without %s is refused", (key) => {
  const { [key as keyof typeof whole]: _, ...rest } = whole;
  expect(() => parseExemptions([rest], known)).toThrow(key);
});

test.each([
  ["a reason of one word", { reason: "legacy" }],
  ["no day", { expires: "2026-02-30" }],
  ["a blank owner", { owner: "  " }],
  ["a match of a name alone", { match: "/worker" }],
  ["a field that is not one of the five", { ticket: "OPS-1" }],
])("an exemption with %s is refused", (_, change) => {
  expect(() => parseExemptions([{ ...whole, ...change }], known)).toThrow("exemptions");
});

test("an exemption from a rule that there is not is refused, with the one that is meant", () => {
  expect(() => parseExemptions([{ ...whole, rule: "no-priviledged", expires: "2020-01-01" }], known)).toThrow(
    'exemptions: received "no-priviledged", allowed the id of a rule. Did you mean no-privileged?',
  );
});

const worker = { type: "kubernetes:apps/v1:StatefulSet", name: "data/ds-worker", protect: false, properties: {} };

test.each([
  ["StatefulSet/*-worker", true],
  ["StatefulSet/data/ds-worker", true],
  ["kubernetes:apps*StatefulSet/ds-worker", true],
  ["StatefulSet", true],
  ["*", true],
  ["Deployment/*", false],
  ["StatefulSet/*-master", false],
])("%s covers the workers: %s", (match, covered) => {
  expect(covers({ ...whole, match }, worker)).toBe(covered);
});

test.each(["2026-07-01T00:00:00Z", "2026-07-01 00:00:00 +0000 UTC"])(
  "%s is the day that YAML took for a moment",
  (expires) => {
    expect(parseExemptions([{ ...whole, expires }], known)).toEqual([whole]);
  },
);

test("a star in a pattern is all that is special", () => {
  expect(matches("a.c", "abc")).toBe(false);
  expect(matches("a*c", "a\nbc")).toBe(true);
});

const example = examples.find(({ rule }) => rule === "no-privileged");
const bad = example ? environments(example).bad : [];

test("an exemption counts on its last day, and not on the next", () => {
  expect(fired(judged(bad, {}, [{ ...whole, expires: "2026-06-01" }]))).toEqual([]);
  expect(fired(judged(bad, {}, [{ ...whole, expires: "2026-05-31" }]))).toEqual(["exemption-expired", "no-privileged"]);
});

test("an exemption of more than 180 days is found and lets nothing pass", () => {
  expect(now.toISOString()).toContain("2026-06-01");
  expect(fired(judged(bad, {}, [{ ...whole, expires: "2027-01-01" }]))).toEqual(
    expect.arrayContaining(["exemption-too-long", "no-privileged"]),
  );
});

test("an exemption that has ended is found, also where its rule is off", () => {
  const off = { "no-privileged": "disabled" } as const;
  expect(fired(judged(bad, {}, [whole], off))).toEqual([]);
  expect(fired(judged(bad, {}, [{ ...whole, expires: "2026-05-31" }], off))).toEqual(["exemption-expired"]);
});

test("an exemption that nothing needs is found", () => {
  expect(fired(judged(bad, {}, [whole, { ...whole, rule: "no-host-path" }]))).toEqual(["exemption-unused"]);
});

test("an exemption for what is in AWS is not called unused by whoever judges manifests alone", () => {
  const forAws = { ...whole, rule: "iam-no-users-or-keys", match: "*" };
  expect(fired(judged([worker], {}, [forAws]))).not.toContain("exemption-unused");
  const key = { type: "aws:kms/key:Key", name: "key", protect: true, properties: {} };
  expect(fired(judged([worker, key], {}, [forAws]))).toContain("exemption-unused");
});
