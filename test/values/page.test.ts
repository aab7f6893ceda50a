import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mapTables } from "../../delivery/values/document.ts";
import { reasons } from "../../delivery/values/types.ts";
import { projectRoot } from "../lab/paths.ts";

const page = readFileSync(join(projectRoot(), "docs/from-helm.md"), "utf8");

test("the page has the map as it is: paste what this expects between the marks", () => {
  const [, between] = /<!-- map -->\n\n([\s\S]*?)\n\n<!-- end of map -->/.exec(page) ?? [];
  expect(between).toBe(mapTables());
});

test.each(Object.keys(reasons))("the page says what the word %j in the table means", (reason) => {
  expect(page).toContain(`**${reason}**`);
});
