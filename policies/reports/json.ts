import type { Report } from "../core/judge.ts";

/** A report for programs; patches are in it, where a finding has one. */
export function jsonReport(report: Report): string {
  const findings = report.findings.map(({ rule, object, ...rest }) => ({
    rule: rule.id,
    severity: rule.severity,
    object: place(object),
    ...rest,
  }));
  const exempted = report.exempted.map(({ finding, exemption }) => ({ object: place(finding.object), ...exemption }));
  const notEvaluated = report.notEvaluated.map(({ rule, object, path }) => ({
    rule: rule.id,
    ...(object ? { object: place(object) } : {}),
    path,
  }));
  const { objects, rules } = report;
  return `${JSON.stringify({ objects, rules, findings, exempted, notEvaluated }, undefined, 2)}\n`;
}

function place({ type, name, urn, file, line }: Report["findings"][number]["object"]) {
  return { type, name, urn, file, line };
}
