import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { alertNames } from "../../components/monitoring/alert-names.ts";
import { ruleGroups } from "../../components/monitoring/rules/index.ts";
import { alertCases } from "./alerts/index.ts";
import { spec, worlds } from "./watched.ts";

const folder = resolve("docs/runbooks");
const read = (name: string) => readFileSync(join(folder, `${name}.md`), "utf8");
const alerts = Object.values(worlds).flatMap((watched) => ruleGroups(watched, spec).flatMap((group) => group.alerts));

test("every alert has its page, and every page its alert", () => {
  const pages = readdirSync(folder).map((file) => file.replace(/\.md$/, ""));
  expect(pages.filter((page) => page !== "README").sort()).toEqual([...alertNames].sort());
});

test("every alert of the list is one that some environment has", () => {
  expect([...new Set(alerts.map(({ name }) => name))].sort()).toEqual([...alertNames].sort());
});

test("every alert, in every environment that has it, is shown to fire and to keep quiet", () => {
  const shown = new Set(alertCases.filter(({ quiet }) => quiet.length > 0).map((it) => it.alert));
  expect(alertNames.filter((name) => !shown.has(name))).toEqual([]);
});

test.each(alertNames)("the page of %s says what it means, what it does, how to look and what to do", (name) => {
  const page = read(name);
  expect(page.replace(/```[\s\S]*?```/g, "").match(/^#+ .*/gm)).toEqual([
    `# ${name}`,
    "## Meaning",
    "## Impact",
    "## Diagnosis",
    "## Mitigation",
  ]);
  expect(page).toMatch(/## Diagnosis\n\n```bash\n(.+\n)+```/);
  expect(page).toMatch(/## Mitigation\n\n1\. /);
});

test.each(alertNames)("the page of %s and the list name the severity that the alert has", (name) => {
  const severity = alerts.find((alert) => alert.name === name)?.severity;
  expect(read(name)).toContain(`Severity: ${severity}.`);
  expect(read("README")).toContain(`| [${name}](${name}.md) | ${severity} |`);
});

test.each(["README", ...alertNames])("the links of %s lead somewhere", (name) => {
  const links = [...read(name).matchAll(/\]\((Dolphin\w+)\.md\)/g)].map(([, page = ""]) => page);
  expect(links.filter((link) => !alertNames.some((known) => known === link))).toEqual([]);
});
