import { type Cost, costOf } from "../preview/cost.ts";
import type { Preview } from "../preview/document.ts";

/** What the change costs: a table of before, after and difference. */
export function costSection(preview: Preview): readonly string[] {
  const before = costOf(preview.changes.flatMap(({ before: it }) => it ?? []));
  const after = costOf(
    preview.changes.flatMap(({ after: it, operation }) => (it && operation !== "delete" ? [it] : [])),
  );
  const rows = measures.map(({ name, value, show }) => {
    const [was, is] = [value(before), value(after)];
    return `| ${name} | ${show(was)} | ${show(is)} | ${signed(is - was, show)} |`;
  });
  const extent = preview.extent === "whole" ? "the whole environment" : "what changes";
  return [
    `**What it asks for**, of ${extent}:`,
    "",
    "| | Before | After | Difference |",
    "|---|--:|--:|--:|",
    ...rows,
    ...(after.unknown > 0 ? ["", `${after.unknown} of the resources tell some of it only after the update.`] : []),
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
  return `**${difference > 0 ? "+" : "−"}${show(Math.abs(difference))}**`;
}
