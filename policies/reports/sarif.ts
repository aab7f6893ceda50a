import { sentence } from "../core/finding.ts";
import type { Judged, Report } from "../core/judge.ts";
import { title } from "../core/object.ts";
import type { Rule, Severity } from "../core/rule.ts";

/** Where in a stack file the value behind a finding stands; undefined when it stands nowhere. */
export type Locate = (
  found: Pick<Judged, "object" | "path">,
) => { readonly file: string; readonly line: number } | undefined;

/** GitHub sorts findings by this number, 0 to 10. */
const score: Readonly<Record<Severity, string>> = { low: "3.0", medium: "5.0", high: "7.5", critical: "9.5" };

/** A report in SARIF 2.1.0, for code scanning. */
export function sarifReport(report: Report, version: string, locate: Locate = () => undefined): string {
  const found = [...report.findings.map(({ rule }) => rule), ...report.exempted.map(({ finding }) => finding.rule)];
  const rules = [...new Map(found.map((rule) => [rule.id, rule])).values()];
  const index = new Map(rules.map((rule, at) => [rule.id, at]));
  const result = ({ rule, object, path, ...rest }: Omit<Judged, "level">, level: string) => ({
    ruleId: rule.id,
    ruleIndex: index.get(rule.id),
    level,
    message: { text: `${title(object)}: ${sentence({ rule, object, path, ...rest })}` },
    locations: [location({ object, path }, locate)],
    partialFingerprints: { "dolphinpod/v1": `${rule.id}/${object.type}/${object.name}/${path}` },
  });
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "dolphinpod", semanticVersion: version, rules: rules.map(descriptor) } },
        columnKind: "utf16CodeUnits",
        results: [
          ...report.findings.map((it) => result(it, it.level === "advisory" ? "warning" : "error")),
          ...report.exempted.map(({ finding, exemption }) => ({
            ...result(finding, "note"),
            suppressions: [{ kind: "external", status: "accepted", justification: exemption.reason }],
          })),
        ],
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function descriptor(rule: Rule) {
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: { text: rule.remediation },
    helpUri: rule.link,
    properties: { "security-severity": score[rule.severity], tags: [rule.pack] },
  };
}

function location(found: Pick<Judged, "object" | "path">, locate: Locate) {
  const { file, line } = locate(found) ?? found.object;
  const logicalLocations = [
    { name: title(found.object), fullyQualifiedName: `${title(found.object)} ${found.path}`.trim() },
  ];
  if (file === undefined) return { logicalLocations };
  const uri = file.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
  return { physicalLocation: { artifactLocation: { uri }, region: { startLine: line ?? 1 } }, logicalLocations };
}
