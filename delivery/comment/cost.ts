import { type Cost, costOf } from "../preview/cost.ts";
import type { Preview } from "../preview/document.ts";

/** One measure before and after a change, in words. */
export interface CostRow {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** "0" where nothing changes, otherwise with its sign. */
  readonly difference: string;
}

export interface CostTable {
  readonly rows: readonly CostRow[];
  /** What the sums are of. */
  readonly extent: string;
  /** Resources that tell some of it only after the update. */
  readonly unknown: number;
}

/** What the change costs. */
export function costTable(preview: Preview): CostTable {
  const before = costOf(preview.changes.flatMap(({ before: it }) => it ?? []));
  const after = costOf(
    preview.changes.flatMap(({ after: it, operation }) => (it && operation !== "delete" ? [it] : [])),
  );
  const rows = measures.map(({ name, show, value }) => {
    const [was, is] = [value(before), value(after)];
    return { name, before: show(was), after: show(is), difference: signed(is - was, show) };
  });
  return {
    rows,
    extent: preview.extent === "whole" ? "the whole environment" : "what changes",
    unknown: after.unknown,
  };
}

/** The same as a table of before, after and difference. */
export function costSection(preview: Preview): readonly string[] {
  const { extent, rows, unknown } = costTable(preview);
  const bold = (difference: string) => (difference === "0" ? difference : `**${difference}**`);
  return [
    `**What it asks for**, of ${extent}:`,
    "",
    "| | Before | After | Difference |",
    "|---|--:|--:|--:|",
    ...rows.map(({ after, before, difference, name }) => `| ${name} | ${before} | ${after} | ${bold(difference)} |`),
    ...(unknown > 0 ? ["", `${unknown} of the resources tell some of it only after the update.`] : []),
  ];
}

interface Measure {
  readonly name: string;
  readonly value: (cost: Cost) => number;
  readonly show: (value: number) => string;
}

const rounded = (value: number) => String(Math.round(value * 100) / 100);
const gibibytes = (value: number) => `${rounded(value / 2 ** 30)} GiB`;

const measures: readonly Measure[] = [
  { name: "Pods", value: ({ pods }) => pods, show: rounded },
  { name: "CPU requests", value: ({ cpu }) => cpu, show: rounded },
  { name: "Memory requests", value: ({ memory }) => memory, show: gibibytes },
  { name: "Storage", value: ({ storage }) => storage, show: gibibytes },
];

function signed(difference: number, show: (value: number) => string): string {
  if (show(Math.abs(difference)) === show(0)) return "0";
  return `${difference > 0 ? "+" : "−"}${show(Math.abs(difference))}`;
}
