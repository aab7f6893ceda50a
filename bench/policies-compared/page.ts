import { rules } from "../../policies/rules/index.ts";
import { controls } from "./cases.ts";
import results from "./results.json" with { type: "json" };

/** What came of running the checkers on one mistake. */
export interface Row {
  readonly rule: string;
  readonly mistake: string;
  /** Checks that complain with the mistake and did not without it. */
  readonly kubeScore: readonly string[];
  readonly checkov: readonly string[];
  /** Why a checker of manifests cannot see it. */
  readonly unseen?: string | undefined;
}

export interface Results {
  readonly versions: { readonly kubeScore: string; readonly checkov: string };
  readonly date: string;
  readonly rows: readonly Row[];
}

export const compared: Results = results;

/** Both were run and neither complained. */
export const isLetThrough = ({ checkov, kubeScore, unseen }: Row) =>
  unseen === undefined && kubeScore.length + checkov.length === 0;

/** docs/policies-compared.md. */
export function comparedPage({ date, rows, versions }: Results = compared): string {
  const cells = rows.map((row) => [
    `[${row.rule}](policies.md#${row.rule})`,
    row.mistake,
    said(row, row.kubeScore),
    said(row, row.checkov),
    !isLetThrough(row) || controls.includes(row.rule) ? "" : "★",
  ]);
  const run = new Set(rows.map(({ rule }) => rule));
  const changes = rules.filter(({ id, star }) => star && !run.has(id)).map(({ id }) => `\`${id}\``);
  return `${[
    "# What other checkers let through",
    `Each row is an example of a rule with a star, from the rules' own tests: an environment in which nothing is wrong, and the same with one mistake. On ${date} kube-score ${versions.kubeScore} (all optional tests on) and checkov ${versions.checkov} (framework kubernetes) were run on both. A cell names the checks that complain with the mistake and did not without it; "-" means that the checker let it through. A star stands where both did.`,
    "Neither reads what Pulumi makes in AWS, the values of a Helm release, or a limit that a team sets; such rows were not run, say so, and have no star. So it is for rules about a change or an exemption, which no manifest shows: " +
      `${changes.join(", ")}.`,
    `Three rules without a star stand among the others, to show that the checkers find what they look for: ${controls.map((id) => `\`${id}\``).join(", ")}.`,
    "A checker that already complains about a place before the mistake does not count as one that finds it: it says the same of an environment in which nothing is wrong.",
    ["| Rule | Mistake | kube-score | checkov | |", "| --- | --- | --- | --- | --- |", ...cells.map(line)].join("\n"),
    "The results are data, bench/policies-compared/results.json. To run it again, which installs both where they are missing: `node bench/policies-compared/index.ts`, then `node scripts/docs.ts`.",
  ].join("\n\n")}\n`;
}

const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

const said = ({ unseen }: Row, checks: readonly string[]) =>
  unseen === undefined ? checks.map((check) => `\`${check}\``).join(", ") || "-" : `cannot read ${unseen}`;
