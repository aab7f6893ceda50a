import { stripVTControlCharacters } from "node:util";
import type { Report } from "../../policies/core/judge.ts";
import { environments } from "../../policies/examples/example.ts";
import { examples } from "../../policies/examples/index.ts";
import { humanReport, stops } from "../../policies/reports/human.ts";
import { jsonReport } from "../../policies/reports/json.ts";
import { junitReport } from "../../policies/reports/junit.ts";
import { markdownReport } from "../../policies/reports/markdown.ts";
import { sarifReport } from "../../policies/reports/sarif.ts";
import { stackFile } from "../../policies/stack-file.ts";
import { judged, settings } from "./judging.ts";

function reportOf(rule: string, level?: "advisory", exempt = false): Report {
  const example = examples.find((it) => it.rule === rule);
  if (example === undefined) throw new Error(rule);
  const exemption = {
    expires: "2026-08-01",
    match: "*",
    owner: "data",
    reason: "mended <with> the next | release",
    rule,
  };
  return judged(environments(example).bad, example.parameters, exempt ? [exemption] : [], {
    ...settings().levels,
    ...(level ? { [rule]: level } : {}),
  });
}

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

test("the report in JUnit XML fails, skips and escapes", () => {
  expect(junitReport(stopping)).toMatch(/tests="1" failures="1" skipped="0" errors="0"/);
  expect(junitReport(warning)).toMatch(/failures="0" skipped="1"/);
  expect(junitReport(exempted)).toContain("mended &lt;with&gt; the next | release");
  const quiet = { ...stopping, findings: [] };
  expect(junitReport(quiet)).toMatch(/<testcase classname="policies"/);
});

interface Sarif {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly object[];
      readonly suppressions?: readonly object[];
    }[];
  }[];
}

/** What the schema of SARIF 2.1.0 asks of the parts that are written here. */
test.each([stopping, warning, exempted])("the report in SARIF has the form of version 2.1.0", (report) => {
  const log = JSON.parse(sarifReport(report, "0.1.0")) as Sarif;
  expect(Object.keys(log).sort()).toEqual(["$schema", "runs", "version"]);
  expect(log.version).toBe("2.1.0");
  const [run] = log.runs;
  const ids = run?.tool.driver.rules.map(({ id }) => id) ?? [];
  expect(new Set(ids).size).toBe(ids.length);
  for (const result of run?.results ?? []) {
    expect(ids[result.ruleIndex]).toBe(result.ruleId);
    expect(["none", "note", "warning", "error"]).toContain(result.level);
    expect(result.message.text).not.toBe("");
    expect(result.locations).toHaveLength(1);
  }
});

test("an exempted finding is suppressed in SARIF, with its reason", () => {
  const { runs } = JSON.parse(sarifReport(exempted, "0.1.0")) as Sarif;
  const suppression = { kind: "external", status: "accepted", justification: expect.stringContaining("mended") };
  expect(runs[0]?.results[0]?.suppressions).toEqual([suppression]);
});

test("SARIF points at the line of the stack file that a finding comes from", () => {
  const file = [
    "config:",
    "  dolphinpod:class: prod",
    "  dolphinpod:worker:",
    "    memory: 4Gi",
    "    replicas: 60",
    "",
  ].join("\n");
  const { locate } = stackFile(file, "Pulumi.prod.yaml");
  const { runs } = JSON.parse(sarifReport(stopping, "0.1.0", locate)) as Sarif;
  expect(runs[0]?.results[0]?.locations[0]).toMatchObject({
    physicalLocation: { artifactLocation: { uri: "Pulumi.prod.yaml" }, region: { startLine: 5 } },
  });
});

test("a path with a space or a number sign is a valid URI in SARIF", () => {
  const spaced = {
    ...stopping,
    findings: stopping.findings.map((it) => ({ ...it, object: { ...it.object, file: "my files/a#b.yaml", line: 3 } })),
  };
  expect(sarifReport(spaced, "0.1.0")).toContain('"uri": "my%20files/a%23b.yaml"');
});
