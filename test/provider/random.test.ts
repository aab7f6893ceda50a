import fc from "fast-check";
import type { JsonObject } from "../../stacks/check/kubernetes/json.ts";
import { isSecret, plain, UNKNOWN } from "../../stacks/check/kubernetes/wire.ts";
import type { Operation } from "../lab/provider/protocol.ts";
import { characters, RandomResources } from "../lab/provider/random.ts";

const resources = new RandomResources();
const operation = (kind: string, preview = false): Operation => ({
  urn: `urn:pulumi:s::p::random:index/random${kind}:Random${kind}::x`,
  log: { tell: () => {}, status: () => {} },
  signal: new AbortController().signal,
  preview,
  timeout: 0,
  ignored: [],
});
const checked = async (kind: string, inputs: JsonObject) => (await resources.check(operation(kind), {}, inputs)).inputs;

test("a password has the length, the classes and the minima that were asked for", () => {
  const minima = fc.record({ minLower: fc.nat(4), minUpper: fc.nat(4), minNumeric: fc.nat(4), minSpecial: fc.nat(4) });
  fc.assert(
    fc.property(fc.integer({ min: 16, max: 64 }), minima, (length, least) => {
      const made = characters({ length, ...least, overrideSpecial: "-_" });
      const count = (pattern: RegExp) => made.match(pattern)?.length ?? 0;
      expect(made).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(made).toHaveLength(length);
      expect(count(/[a-z]/g)).toBeGreaterThanOrEqual(least.minLower);
      expect(count(/[A-Z]/g)).toBeGreaterThanOrEqual(least.minUpper);
      expect(count(/[0-9]/g)).toBeGreaterThanOrEqual(least.minNumeric);
      expect(count(/[-_]/g)).toBeGreaterThanOrEqual(least.minSpecial);
    }),
  );
});

test("every class that is not switched off is drawn from", () => {
  const made = characters({ length: 400, overrideSpecial: "~" });
  expect([/[a-z]/, /[A-Z]/, /[0-9]/, /~/].every((pattern) => pattern.test(made))).toBe(true);
});

test("without special characters there are none", () => {
  expect(characters({ length: 200, special: false })).toMatch(/^[A-Za-z0-9]{200}$/);
});

test("a password's result is secret, and no two are alike", async () => {
  const inputs = await checked("Password", { length: 24 });
  const [first, second] = [
    await resources.create(operation("Password"), inputs),
    await resources.create(operation("Password"), inputs),
  ];
  expect(isSecret(first.state["result"])).toBe(true);
  expect(plain(first.state["result"] ?? null)).not.toEqual(plain(second.state["result"] ?? null));
});

test("a preview makes no value", async () => {
  const { state } = await resources.create(operation("Password", true), await checked("Password", { length: 24 }));
  expect(state["result"]).toBe(UNKNOWN);
});

test("the same inputs keep the value, any other ones replace it", async () => {
  const olds = await checked("Password", { length: 24, keepers: { a: "1" } });
  const diff = async (news: JsonObject) =>
    resources.diff(operation("Password"), {}, olds, await checked("Password", news));
  expect((await diff({ length: 24, keepers: { a: "1" } })).differences).toEqual([]);
  expect((await diff({ length: 24, keepers: { a: "2" } })).replaces).toHaveLength(1);
});

test("an id is given in every encoding, with its prefix", async () => {
  const { id, state } = await resources.create(operation("Id"), await checked("Id", { byteLength: 4, prefix: "p-" }));
  const bytes = Buffer.from(id, "base64url");
  expect(bytes).toHaveLength(4);
  expect(state["hex"]).toBe(`p-${bytes.toString("hex")}`);
  expect(state["dec"]).toBe(`p-${bytes.readUInt32BE()}`);
});

test.each([
  ["Password", {}, "length is required"],
  ["Password", { length: 2, minLower: 2, minUpper: 2 }, "length: 2 is less than 4"],
  ["Shuffle", {}, "it knows RandomPassword"],
])("Random%s with %j is refused: %s", async (kind, inputs, reason) => {
  const { failures } = await resources.check(operation(kind), {}, inputs as JsonObject);
  expect(failures.map((failure) => failure.reason).join()).toContain(reason);
});
