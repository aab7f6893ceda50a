import fc from "fast-check";
import { formsOf, leaks, shownSecrets } from "./leaks.ts";

const text = fc.string({ unit: "binary", maxLength: 20 });
const value = fc.string({ unit: "grapheme-ascii", minLength: 8, maxLength: 40 });

test("a value is found in base64 whatever stands before and after it", () => {
  fc.assert(
    fc.property(text, value, text, (before, secret, after) => {
      const encoded = Buffer.from(`${before}${secret}${after}`).toString("base64");
      expect(leaks([{ path: "it", value: secret }], { place: encoded })).toEqual(["it in place"]);
    }),
  );
});

test.each([
  ["JSON", JSON.stringify({ url: 'x-"quoted"/secret' })],
  ["a URL", `https://user:${encodeURIComponent('"quoted"/secret')}@host`],
  ["hexadecimal", Buffer.from('"quoted"/secret').toString("hex")],
])("a value is found in %s", (_, place) => {
  expect(leaks([{ path: "it", value: '"quoted"/secret' }], { place })).toEqual(["it in place"]);
});

test("another value of the same length is not found", () => {
  const forms = formsOf("gogOX3EUGcnjBtXaHmBF008G");
  expect(forms.every((form) => form.length >= 24)).toBe(true);
  expect(
    leaks([{ path: "it", value: "gogOX3EUGcnjBtXaHmBF008G" }], { place: btoa("gogOX3EUGcnjBtXaHmBF008H") }),
  ).toEqual([]);
});

test("secrets that an export shows are read out of it, and encrypted ones are not", () => {
  const mark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
  const exported = { a: { ...mark, plaintext: '"shown"' }, b: [{ ...mark, ciphertext: "v1:hidden" }, null] };
  expect(shownSecrets(JSON.stringify(exported))).toEqual(["shown"]);
});
