import { styleText } from "node:util";
import { counted } from "../../stacks/config/problems.ts";
import type { Judged, Report } from "../core/judge.ts";
import { title } from "../core/object.ts";

/** Whether anything stops an update. */
export const stops = ({ findings }: Report): boolean => findings.some(({ level }) => level !== "advisory");

/** A report for a terminal: by object, the worst first, and what to do next. Colours go where they are not wanted. */
export function humanReport(report: Report): string {
  const groups = [...Map.groupBy(report.findings, ({ object }) => where(object)).entries()];
  const blocks = groups.map(([object, findings]) => [styleText("bold", object), ...findings.map(block)].join("\n"));
  return [...blocks, ...exempted(report), ...undecided(report), summary(report)].join("\n\n");
}

function where(object: Judged["object"]): string {
  const place =
    object.file === undefined ? "" : ` (${object.file}${object.line === undefined ? "" : `:${object.line}`})`;
  return `${title(object)}${place}`;
}

function block({ rule, level, path, received, allowed, fix }: Judged): string {
  const mark = level === "advisory" ? styleText("yellow", "warns") : styleText("red", "stops");
  return [
    `  ${mark}  ${rule.id} [${rule.severity}]${path === "" ? "" : `  ${path}`}`,
    `         received  ${received}`,
    `         allowed   ${allowed}`,
    `         fix       ${fix}`,
    `         why       ${rule.why}`,
  ].join("\n");
}

function exempted({ exempted: all }: Report): string[] {
  if (all.length === 0) return [];
  const lines = all.map(
    ({ finding, exemption }) =>
      `  ${finding.rule.id}  ${title(finding.object)}  until ${exemption.expires}, ${exemption.owner}: ${exemption.reason}`,
  );
  return [[styleText("bold", "Exemptions in force"), ...lines].join("\n")];
}

function undecided({ notEvaluated }: Report): string[] {
  if (notEvaluated.length === 0) return [];
  const lines = notEvaluated.map(({ rule, object, path }) => `  ${rule.id}  ${object ? title(object) : ""}  ${path}`);
  return [[styleText("bold", "Not evaluated until the update"), ...new Set(lines)].join("\n")];
}

function summary(report: Report): string {
  const { findings, objects, rules } = report;
  const judged = `${counted(objects, "object")}, ${counted(rules, "rule")}`;
  if (findings.length === 0) return styleText("green", `${judged}: nothing found.`);
  const stopping = findings.filter(({ level }) => level !== "advisory").length;
  const [first] = findings;
  const next = first ? ` Next: ${first.fix} docs/policies.md#${first.rule.id} tells why, and how to exempt it.` : "";
  return `${judged}: ${counted(findings.length, "finding")}, of which ${stopping} stop an update.${next}`;
}
