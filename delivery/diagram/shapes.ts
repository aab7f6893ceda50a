import { escaped } from "../markup.ts";
import { labelOf } from "./label.ts";
import type { Drawn, Placed } from "./layout.ts";
import { rounded } from "./path.ts";
import { shortened, widthOf } from "./text.ts";
import type { DiagramEdge, DiagramGroup, DiagramNode } from "./types.ts";

const size = { line: 16, lineText: 11.5, padding: 12, title: 13.5 };
/** Longer texts are cut: whole ones are in the JSON form. */
const longest = 48;
/** Height of the round top of what keeps data. */
const lid = 7;

export const lineOf = (text: string) => shortened(text, longest);

/** How far cards behind each other stand out. */
const shift = 3;
const copiesOf = ({ replicas }: DiagramNode) => ((replicas?.most ?? 1) > 1 ? [2 * shift, shift] : []);

/** Room that a node's texts need, and the cards behind it. */
export function nodeSize(node: DiagramNode): { width: number; height: number } {
  const { kind, lines, title } = node;
  const store = kind === "store" ? lid : 0;
  const behind = copiesOf(node)[0] ?? 0;
  return {
    height: 38 + lines.length * size.line + store + behind,
    width: widestOf(title, lines) + 2 * size.padding + behind,
  };
}

/** Room that a frame's own texts need above what is inside. */
export function headSize({ lines, title }: DiagramGroup): { width: number; height: number } {
  return { height: 32 + lines.length * (size.line - 1), width: widestOf(title, lines) + 28 };
}

function widestOf(title: string, lines: readonly string[]): number {
  return Math.max(
    widthOf(lineOf(title), size.title, "bold"),
    ...lines.map((line) => widthOf(lineOf(line), size.lineText)),
  );
}

export function frame({ id }: DiagramGroup, { height, width, x, y }: Placed): string {
  return `<rect class="frame ${id}" x="${x}" y="${y}" width="${width}" height="${height}" rx="10"/>`;
}

/** What a frame is called, which lies above the lines that cross its head. */
export function frameHead({ id, lines, title }: DiagramGroup, { x, y }: Placed): string {
  const texts = lines.map((line, index) => text("line", x + 14, y + 38 + index * (size.line - 1), line));
  return `<g class="head ${id}">${text("title", x + 14, y + 21, title)}${texts.join("")}</g>`;
}

export function box(node: DiagramNode, place: Placed): string {
  const { kind, lines, title } = node;
  const { x, y } = place;
  const top = kind === "store" ? lid : 0;
  const texts = lines.map((line, index) => text("line", x + size.padding, y + top + 40 + index * size.line, line));
  const copies = copiesOf(node);
  const front = { ...place, height: place.height - (copies[0] ?? 0), width: place.width - (copies[0] ?? 0) };
  // Several of one kind are cards behind each other.
  const cards = [...copies, 0].map((by) => shape(kind, { ...front, x: x + by, y: y + by }));
  return `<g class="node ${kind}">${cards.join("")}${text("title", x + size.padding, y + top + 22, title)}${texts.join("")}</g>`;
}

function shape(kind: DiagramNode["kind"], { height, width, x, y }: Placed): string {
  if (kind !== "store") {
    return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${kind === "job" ? 14 : 6}"/>`;
  }
  const round = (sweep: 0 | 1, across: number) => `a${width / 2} ${lid} 0 0 ${sweep} ${across} 0`;
  const start = `M${x} ${y + lid}`;
  const body = `${start}${round(1, width)}v${height - 2 * lid}${round(1, -width)}z`;
  return `<path d="${body}"/><path class="lid" d="${start}${round(0, width)}"/>`;
}

export function arrow(edge: DiagramEdge, { label, points }: Drawn): { line: string; label: string } {
  const { from, to, way } = edge;
  const whole = [`${from} to ${to}`, edge.label, edge.ports.join(", ")].filter(Boolean).join(": ");
  const [start, ...rest] = points;
  if (start === undefined) return { label: "", line: "" };
  const line = `<path class="edge ${way}" d="${rounded([start, ...rest])}" marker-end="url(#end-${way})"><title>${escaped(whole)}</title></path>`;
  if (label === undefined) return { label: "", line };
  const { height, width, x, y } = label;
  const written = escaped(lineOf(labelOf(edge)));
  return {
    line,
    label: `<g class="label ${way}"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="3"/><text x="${x + width / 2}" y="${y + 10.5}">${written}</text></g>`,
  };
}

function text(role: "title" | "line", x: number, y: number, content: string): string {
  return `<text class="${role}" x="${x}" y="${y}">${escaped(lineOf(content))}</text>`;
}
