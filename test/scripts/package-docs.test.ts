import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packagedPage, packagedReadme } from "../../scripts/package-docs.ts";
import { projectRoot } from "../lab/paths.ts";

test("every link of the package's first page leads to a page that it holds", () => {
  const readme = packagedReadme(readFileSync(join(projectRoot(), "docs/library.md"), "utf8"));
  const paths = [...readme.matchAll(/\]\(([^)#]+)/g)].map(([, path = ""]) => path);
  expect(paths.length).toBeGreaterThan(3);
  expect(paths.filter((path) => !path.startsWith("docs/") || !existsSync(join(projectRoot(), path)))).toEqual([]);
});

test.each([
  ["see [that](there.md#part)", "see [that](there.md#part)"],
  ["see [that](../images/README.md)", "see that"],
  ["[web](https://example.com), [here](#part)", "[web](https://example.com), [here](#part)"],
])("%j becomes %j", (page, packaged) => {
  expect(packagedPage(page, (link) => link === "there.md")).toBe(packaged);
});
