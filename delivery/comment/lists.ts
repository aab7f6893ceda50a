import { counted } from "../../stacks/config/problems.ts";
import type { Preview, ResourceChange } from "../preview/document.ts";
import { weight } from "./components.ts";
import { block, code, cut, prose, visible } from "./escape.ts";
import type { Reported } from "./findings.ts";
import { fitOrTell, fitting } from "./fit.ts";

/** Replacements and deletions of what holds data, in the red box that GitHub has for such things. */
export function dataBox({ changes, stack }: Preview, room: number): readonly string[] {
  const losing = changes.filter((it) => weight(it) > 10).toSorted((a, b) => weight(b) - weight(a));
  if (losing.length === 0) return [];
  const lines = losing.map((it) => `> - **${it.operation}** ${code(cut(it.title))}: ${consequence(it)}`);
  return [
    "> [!CAUTION]",
    `> **${code(stack)}: ${counted(losing.length, "resource")} that ${losing.length === 1 ? "holds" : "hold"} data will be replaced or deleted.**`,
    ...fitOrTell(lines, room, (left) => `> - and ${left} more, all of which are marked below or in the whole preview`),
    "",
  ];
}

function consequence({ deletion, operation, told: { forced } }: ResourceChange): string {
  const fields = forced.slice(0, 3).map((it) => code(cut(it)));
  const more = forced.length > 3 ? ` and ${forced.length - 3} more` : "";
  const why = operation === "replace" && forced.length > 0 ? `forced by ${fields.join(", ")}${more}; ` : "";
  if (deletion === "refused") return `${why}Pulumi refuses, because it is protected`;
  if (deletion === "record") return `${why}the object itself stays, Pulumi forgets it`;
  return `${why}the object is deleted`;
}

export function errorBox({ errors, stack }: Preview, room: number): readonly string[] {
  if (errors.length === 0) return [];
  const lines = errors.flatMap((error) => error.split("\n")).map((line) => `- ${visible(cut(line))}` as const);
  const { left, lines: shown } = fitting(lines, room);
  const more = left > 0 ? ([`# and ${counted(left, "more line")}`] as const) : [];
  return ["> [!CAUTION]", `> **The preview of ${code(stack)} failed.**`, "", block([...shown, ...more]), ""];
}

/** What the policies say, the worst first, and which exemptions are in force. */
export function findingsPart({ exemptions, findings, notEvaluated }: Reported, room: number): readonly string[] {
  const several = new Set([...findings, ...exemptions].map(({ stack }) => stack)).size > 1;
  const whose = (stack: string | undefined) => (several ? `${code(stack ?? "all")} ` : "");
  const worst = findings.toSorted((a, b) => Number(b.effect === "stops") - Number(a.effect === "stops"));
  const rows = worst.map(({ effect, rule, stack, text }) => {
    return `| ${effect === "stops" ? "**stops**" : "warns"} | ${whose(stack)}${code(rule)} | ${prose(cut(text))} |`;
  });
  const passed = exemptions.map(({ object, rule, stack, text }) => {
    return `| ${whose(stack)}${code(rule)} | ${code(cut(object))} | ${prose(cut(text))} |`;
  });
  const more = (left: number, what: string) => `| | | and ${counted(left, `more ${what}`)} in the report |`;
  const table = (head: string, lines: readonly string[], share: number, what: string) =>
    lines.length === 0 ? [] : [head, "|---|---|---|", ...fitOrTell(lines, share, (left) => more(left, what)), ""];
  return [
    ...(findings.length === 0 ? ["Policies: nothing found.", ""] : []),
    ...table(`| | ${several ? "Stack, rule" : "Rule"} | Finding |`, rows, room * 0.7, "finding"),
    ...table(
      `| ${several ? "Stack, exempted" : "Exempted"} | Object | Until, by whom, why |`,
      passed,
      room * 0.2,
      "exemption",
    ),
    ...undecided(notEvaluated),
  ];
}

/** Ids of rules are short and there are not many. */
function undecided(rules: readonly string[]): readonly string[] {
  if (rules.length === 0) return [];
  const shown = rules.slice(0, 20).map((rule) => code(cut(rule)));
  const more = rules.length > shown.length ? ` and ${rules.length - shown.length} more` : "";
  return [`Not decided before the update: ${shown.join(", ")}${more}.`, ""];
}
