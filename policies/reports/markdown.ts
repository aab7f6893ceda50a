import { counted } from "../../stacks/config/problems.ts";
import { sentence } from "../core/finding.ts";
import type { Report } from "../core/judge.ts";
import { title } from "../core/object.ts";
import { stops } from "./human.ts";

/** A report for a comment on a pull request. */
export function markdownReport(report: Report): string {
  const { exempted, findings, notEvaluated, objects, rules } = report;
  const verdict = findings.length === 0 ? "nothing found" : stops(report) ? "**stops the update**" : "warns";
  const lines = [`### Policies: ${verdict}`, "", `${counted(objects, "object")}, ${counted(rules, "rule")}.`];
  if (findings.length > 0) {
    lines.push("", "| | Rule | Object | Finding |", "|---|---|---|---|");
    for (const found of findings) {
      const mark = found.level === "advisory" ? "warns" : "stops";
      const rule = `[${found.rule.id}](${found.rule.link})`;
      lines.push(`| ${mark} | ${rule} | ${cell(title(found.object))} | ${cell(sentence(found))} |`);
    }
  }
  if (exempted.length > 0) {
    lines.push("", "Exemptions in force:", "", "| Rule | Object | Until | Owner | Reason |", "|---|---|---|---|---|");
    for (const { finding, exemption } of exempted) {
      const { expires, owner, reason, rule } = exemption;
      lines.push(`| ${rule} | ${cell(title(finding.object))} | ${expires} | ${cell(owner)} | ${cell(reason)} |`);
    }
  }
  if (notEvaluated.length > 0) {
    const ids = [...new Set(notEvaluated.map(({ rule }) => rule.id))].join(", ");
    lines.push("", `Not evaluated until the update: ${ids}.`);
  }
  return `${lines.join("\n")}\n`;
}

/**
 * A text as it is, whatever it holds: one line, and nothing of Markdown or HTML in it, nor the name of anybody to be told
 * (https://spec.commonmark.org/0.31.2/#backslash-escapes).
 */
const cell = (text: string) =>
  text
    .replace(/\s+/g, " ")
    .replace(/[\\|`*_~[\]!]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/(?<!\w)@(?=\w)/g, "@\u2060");
