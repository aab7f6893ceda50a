import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv-draft-04";
import { judgeUpdate, type Report } from "../../policies/core/judge.ts";
import { defaultParameters } from "../../policies/core/parameters.ts";
import { changeExamples } from "../../policies/examples/changes.ts";
import { environments } from "../../policies/examples/example.ts";
import { examples } from "../../policies/examples/index.ts";
import { type Locate, sarifReport } from "../../policies/reports/sarif.ts";
import { rules } from "../../policies/rules/index.ts";
import { readFile } from "../../policies/sources/read.ts";
import { stackFile } from "../../policies/stack-file.ts";
import { judged, settings } from "./judging.ts";
import { reportOf } from "./reported.ts";

/** The schema as its authors publish it: JSON Schema draft 04, whose patterns are no Unicode ones. */
const schema = join(__dirname, "../../node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const validate = new Ajv.default({
  allErrors: true,
  formats: {
    "date-time": (it: string) => !Number.isNaN(Date.parse(it)),
    uri: (it: string) => URL.canParse(it),
    "uri-reference": /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[\dA-F]{2})*$/i,
  },
  strict: false,
  unicodeRegExp: false,
}).compile(JSON.parse(readFileSync(schema, "utf8")));

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly locations: readonly object[];
      readonly suppressions?: readonly object[];
    }[];
  }[];
}

const sarif = (report: Report, locate?: Locate): Sarif => JSON.parse(sarifReport(report, "0.1.0", locate));

/** What the schema has against a report. */
function problems(log: unknown): readonly string[] {
  validate(log);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const stopping = reportOf("replicas-within-role-limits");
const exempted = reportOf("replicas-within-role-limits", undefined, true);

test("the schema refuses what is no report", () => {
  const [run] = sarif(stopping).runs;
  expect(problems({ version: "2.1.0" })).toContain(" must have required property 'runs'");
  expect(problems({ version: "2.1", runs: [run] })).not.toEqual([]);
  const results = [{ message: { text: "x" }, level: "fatal", ruleIndex: "one" }];
  expect(problems({ version: "2.1.0", runs: [{ ...run, results }] })).toHaveLength(2);
});

test.each([
  ["a finding that stops", stopping],
  ["a finding that warns", reportOf("replicas-within-role-limits", "advisory")],
  ["a finding that an exemption lets pass", exempted],
  ["no finding", { ...stopping, findings: [] }],
])("the report in SARIF of %s is valid", (_, report) => {
  expect(problems(sarif(report))).toEqual([]);
});

test("the report in SARIF of every rule's mistakes is valid, and each result names its rule", () => {
  const all = { "image-digest-pinned": "advisory", "priority-class-set": "advisory" } as const;
  const reports = [
    ...examples.map((example) => judged(environments(example).bad, example.parameters, [], all)),
    ...changeExamples.map(({ bad, parameters, staging }) =>
      judgeUpdate(bad, staging ?? [], rules, settings({ parameters: { ...defaultParameters(), ...parameters } })),
    ),
  ];
  const reported = new Set<string>();
  for (const report of reports) {
    const log = sarif(report);
    expect(problems(log)).toEqual([]);
    const [run] = log.runs;
    const ids = run?.tool.driver.rules.map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
    expect(run?.results.map(({ ruleIndex }) => ids[ruleIndex])).toEqual(run?.results.map(({ ruleId }) => ruleId));
    for (const id of ids) reported.add(id);
  }
  expect(rules.map(({ id }) => id).filter((id) => !reported.has(id) && !id.startsWith("exemption-"))).toEqual([]);
});

test("an exempted finding is suppressed in SARIF, with its reason", () => {
  const suppression = { kind: "external", status: "accepted", justification: expect.stringContaining("mended") };
  expect(sarif(exempted).runs[0]?.results[0]?.suppressions).toEqual([suppression]);
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
  const log = sarif(stopping, stackFile(file, "Pulumi.prod.yaml").locate);
  expect(problems(log)).toEqual([]);
  expect(log.runs[0]?.results[0]?.locations[0]).toMatchObject({
    physicalLocation: { artifactLocation: { uri: "Pulumi.prod.yaml" }, region: { startLine: 5 } },
  });
});

test("SARIF points at the file and the line of a manifest, whatever the file is called", () => {
  const pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: one }\nspec: { hostNetwork: true }\n";
  const log = sarif(judged(readFile("my files/a#b<ü>.yaml", `# first\n---\n${pod}`)));
  expect(problems(log)).toEqual([]);
  expect(log.runs[0]?.results[0]?.locations[0]).toMatchObject({
    physicalLocation: { artifactLocation: { uri: "my%20files/a%23b%3C%C3%BC%3E.yaml" }, region: { startLine: 3 } },
  });
});
