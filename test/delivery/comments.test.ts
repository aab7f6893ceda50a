import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { comment, longestComment } from "../../delivery/comment/index.ts";
import { readPreview } from "../../delivery/preview/document.ts";
import { recorded, thousand, unknownValues } from "./previews.ts";

const cases: Readonly<Record<string, unknown>> = {
  create: recorded("create"),
  update: recorded("update"),
  replace: recorded("replace"),
  delete: recorded("delete"),
  unknown: unknownValues,
  thousand,
};

const made = (document: unknown) =>
  comment([readPreview(document, "preview.json")], { reported: undefined, whole: "preview.md" });

/** DOLPHINPOD_GOLDEN=write writes them anew; read the diff then. */
test.each(Object.keys(cases))("the comment on the preview %s is the reviewed one", (name) => {
  const file = join(__dirname, "comments", `${name}.md`);
  const text = made(cases[name]);
  if (process.env["DOLPHINPOD_GOLDEN"] === "write") writeFileSync(file, text);
  expect(existsSync(file)).toBe(true);
  expect(text).toBe(readFileSync(file, "utf8"));
});

test("a thousand resources stay in one comment, which counts what it folds and tells where that is", () => {
  const text = made(thousand);
  expect(text.length).toBeLessThanOrEqual(longestComment);
  expect(text.length).toBeGreaterThan(longestComment * 0.9);
  expect(text).toMatch(/Folded for want of room: the fields of \d+ resources.*<code>preview\.md<\/code>/);
});

test("no name is left out silently: those that are shown and those that are counted make a thousand", () => {
  const text = made(thousand);
  const shown = text.match(/^[-+!] (create|update|replace|delete) /gm)?.length ?? 0;
  const counted = Number(/the names of (\d+) resource/.exec(text)?.[1] ?? 0);
  expect(shown + counted).toBe(1000);
});
