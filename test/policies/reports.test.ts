import { stripVTControlCharacters } from "node:util";
import { humanReport, stops } from "../../policies/reports/human.ts";
import { jsonReport } from "../../policies/reports/json.ts";
import { junitReport } from "../../policies/reports/junit.ts";
import { markdownReport } from "../../policies/reports/markdown.ts";
import { reportOf } from "./reported.ts";

const stopping = reportOf("replicas-within-role-limits");
const warning = reportOf("replicas-within-role-limits", "advisory");
const exempted = reportOf("replicas-within-role-limits", undefined, true);

test("a finding that stops makes the report one that stops, an advisory one and an exempted one do not", () => {
  expect([stopping, warning, exempted].map(stops)).toEqual([true, false, false]);
});

test("the report for people says where, what, why, and what to do next", () => {
  const text = stripVTControlCharacters(humanReport(stopping));
  expect(text).toContain("StatefulSet dolphinscheduler-worker");
  expect(text).toMatch(
    /stops {2}replicas-within-role-limits \[high\] {2}spec\.replicas\n\s+received {2}60\n\s+allowed {3}1 to 50/,
  );
  expect(text).toMatch(/1 finding, of which 1 stop an update\. Next: Write 50/);
  expect(stripVTControlCharacters(humanReport(exempted))).toMatch(/Exemptions in force[\s\S]*until 2026-08-01, data/);
});

test("the report in JSON has the patch that mends a finding", () => {
  const { findings } = JSON.parse(jsonReport(stopping)) as { findings: unknown[] };
  expect(findings).toEqual([
    expect.objectContaining({
      rule: "replicas-within-role-limits",
      level: "mandatory",
      patch: { path: ["spec", "replicas"], value: 50 },
    }),
  ]);
});

test("the report in Markdown keeps its table whole whatever the texts", () => {
  const text = markdownReport(exempted);
  expect(text).toContain("### Policies: nothing found");
  expect(text).toContain("mended &lt;with> the next \\| release");
  expect(markdownReport(stopping)).toContain("| stops | [replicas-within-role-limits](https://");
});

/** A report of one finding whose object has this name. */
const named = (name: string) => ({
  ...stopping,
  findings: stopping.findings.map((found) => ({ ...found, object: { ...found.object, name } })),
});

test.each([
  ["x\r\r# Approved\r\n", "x # Approved "],
  ["[ok](http://evil)", "\\[ok\\](http://evil)"],
  ["![p](x)", "\\!\\[p\\](x)"],
  ["`a` *b* _c_ ~d~", "\\`a\\` \\*b\\* \\_c\\_ \\~d\\~"],
  ["hi @team", "hi @\u2060team"],
  ["a@sha256:0 \\| &lt;", "a@sha256:0 \\\\\\| &amp;lt;"],
])("the report in Markdown shows the name %j as it is", (name, shown) => {
  expect(markdownReport(named(name))).toContain(`| StatefulSet ${shown} |`);
});

test("the report in JUnit XML has nothing that XML does not know", () => {
  const wrong = "a\u{0}\u{1b}\u{fffe}\u{ffff}\ud800b\u{1f40b}\u{7f}";
  expect(junitReport(named(wrong))).toContain("StatefulSet ab\u{1f40b}\u{7f} spec.replicas");
});

test("the report in JUnit XML fails, skips and escapes", () => {
  expect(junitReport(stopping)).toMatch(/tests="1" failures="1" skipped="0" errors="0"/);
  expect(junitReport(warning)).toMatch(/failures="0" skipped="1"/);
  expect(junitReport(exempted)).toContain("mended &lt;with&gt; the next | release");
  const quiet = { ...stopping, findings: [] };
  expect(junitReport(quiet)).toMatch(/<testcase classname="policies"/);
});
