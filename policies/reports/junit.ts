import { sentence } from "../core/finding.ts";
import type { Judged, Report } from "../core/judge.ts";
import { title } from "../core/object.ts";

/** A report for continuous integration: a test case a finding; advisory ones are skipped ones, exempted ones too. */
export function junitReport(report: Report): string {
  const cases = [
    ...report.findings.map((found) => testCase(found, outcome(found))),
    ...report.exempted.map(({ finding, exemption }) =>
      testCase(finding, `<skipped message="${entities(`exempted until ${exemption.expires}: ${exemption.reason}`)}"/>`),
    ),
  ];
  const failures = report.findings.filter(({ level }) => level !== "advisory").length;
  const counts = `tests="${Math.max(1, cases.length)}" failures="${failures}" skipped="${cases.length - failures}" errors="0"`;
  // Readers take a file without any test case for one that failed to be written.
  const all = cases.length > 0 ? cases : [`<testcase classname="policies" name="${report.objects} objects"/>`];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="policies" ${counts}>`,
    `  <testsuite name="policies" ${counts}>`,
    ...all.map((line) => `    ${line}`),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function testCase({ rule, object, path }: Pick<Judged, "rule" | "object" | "path">, inner: string): string {
  return `<testcase classname="${entities(rule.id)}" name="${entities(`${title(object)} ${path}`.trim())}">${inner}</testcase>`;
}

function outcome(found: Judged): string {
  const message = entities(sentence(found));
  if (found.level === "advisory") return `<skipped message="${message}"/>`;
  return `<failure type="${found.rule.severity}" message="${message}">${entities(found.rule.why)}</failure>`;
}

const entityOf: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** What XML 1.0 does not know, not even as entities (https://www.w3.org/TR/xml/#charsets). */
const noXml = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

function entities(text: string): string {
  return text.replace(noXml, "").replace(/[&<>"']/g, (character) => entityOf[character] ?? "");
}
