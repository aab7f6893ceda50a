import { readValues } from "../../delivery/values/read.ts";
import { mergeValues, overDefaults } from "../../delivery/values/tree.ts";

test.each([
  ["objects are merged", [{ a: { b: 1, c: 2 } }, { a: { c: 3 } }], { a: { b: 1, c: 3 } }],
  ["lists are replaced", [{ a: [1, 2] }, { a: [3] }], { a: [3] }],
  ["a text replaces an object", [{ a: { b: 1 } }, { a: "x" }], { a: "x" }],
  ["the last file wins", [{ a: 1 }, { a: 2 }, { a: 3 }], { a: 3 }],
])("%s", (_, files, merged) => {
  expect(mergeValues(files)).toEqual(merged);
});

test("null takes a value of the chart away", () => {
  expect(overDefaults({ a: { b: 1, c: 2 } }, { a: { b: null } })).toEqual({ a: { c: 2 } });
});

test.each([
  ["a: [", /bad\.yaml, line \d/],
  ["- a", /bad\.yaml/],
])("%j is no values file, and what stands in it is not repeated", (text, path) => {
  const read = readValues([{ name: "bad.yaml", text: `${text}\n# made-up-word` }]);
  expect(read).toMatchObject({ ok: false, problems: [{ path: expect.stringMatching(path) }] });
  expect(JSON.stringify(read)).not.toContain("made-up-word");
});

test("an empty file has no values", () => {
  expect(readValues([{ name: "a.yaml", text: "" }])).toEqual({ ok: true, values: {} });
});
