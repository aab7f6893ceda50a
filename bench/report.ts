import { table } from "../delivery/table.ts";
import { type Bar, isMet, median } from "./bar.ts";

const HEADING = ["BAR", "MEASURED", "LIMIT", "VERDICT", "COMPARED WITH"];

/** For a terminal. */
export function report(bars: readonly Bar[]): string {
  return table(HEADING, bars.map(row));
}

export interface Machine {
  readonly processors: number;
  readonly memoryGiB: number;
  readonly node: string;
  /** What made the objects: the official Kubernetes plugin, or the lab's stand-in for it. */
  readonly plugin: "official" | "stand-in";
}

/** For `bench/results.md`. */
export function results(bars: readonly Bar[], machine: Machine, runs: number, date: Date): string {
  const { memoryGiB, node, plugin, processors } = machine;
  return [
    "# Results",
    "",
    `Written by \`npm run bench -- --write\` on ${date.toISOString().slice(0, 10)}: ${processors} processors, ` +
      `${memoryGiB} GiB, Node.js ${node}, ${plugin} Kubernetes plugin, medians of ${runs} runs each.`,
    "",
    ...markdownTable([["Bar", "Measured", "Limit", "Verdict", "Compared with"], ...bars.map(row)]),
    "",
  ].join("\n");
}

/** Aligned, as the formatter of this repository wants it. */
function markdownTable(rows: readonly string[][]): string[] {
  const [heading = []] = rows;
  const widths = heading.map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? "").length)));
  const lines = rows.map((cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  return [...lines.slice(0, 1), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...lines.slice(1)];
}

function row(bar: Bar): string[] {
  const measured = amount(median(bar.runs), bar.unit);
  return [
    bar.name,
    bar.detail ? `${measured} (${bar.detail})` : measured,
    amount(bar.limit, bar.unit),
    isMet(bar) ? "met" : "MISSED",
    bar.comparedWith,
  ];
}

const DECIMALS = { s: 2, ms: 1, MiB: 0, "%": 2, times: 2, findings: 0, lines: 0 } as const;

function amount(value: number, unit: Bar["unit"]): string {
  return `${value.toFixed(DECIMALS[unit])} ${unit}`;
}
