import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectRoot } from "../lab/paths.ts";

const folder = join(projectRoot(), "docs/ci");
const pages = readdirSync(folder);
const textOf = (page: string) => readFileSync(join(folder, page), "utf8");
const { scripts } = JSON.parse(readFileSync(join(projectRoot(), "package.json"), "utf8")) as { scripts: object };

test("there is a page for each of three systems", () => {
  expect(pages.sort()).toEqual(["github.md", "gitlab.md", "jenkins.md"]);
});

test.each(pages)("every npm script that %s names is in package.json", (page) => {
  const named = [...textOf(page).matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(4);
  for (const name of named) expect(Object.keys(scripts)).toContain(name);
});

test("GitLab's pipeline is YAML, and its jobs stand in its stages", () => {
  const text = /```yaml\n([\s\S]*?)```/.exec(textOf("gitlab.md"))?.[1] ?? "";
  const { stages, ...jobs } = parse(text, { merge: true }) as { stages: string[] } & Record<string, { stage?: string }>;
  const used = Object.values(jobs).flatMap(({ stage }) => stage ?? []);
  expect(used.length).toBeGreaterThan(3);
  for (const stage of used) expect(stages).toContain(stage);
});
