import { escaped } from "../markup.ts";
import { labelOf } from "./label.ts";
import { type Box, type Layout, type Line, layOut, type Placed } from "./layout.ts";
import { legend, legendHeight } from "./legend.ts";
import { arrow, box, frame, frameHead, headSize, lineOf, nodeSize } from "./shapes.ts";
import { style } from "./style.ts";
import { widthOf } from "./text.ts";
import type { Diagram } from "./types.ts";

const margin = 20;
const head = 52;

/** Where everything is, by ids, and the lines in the order of the edges. */
export function placed({ edges, groups, nodes }: Diagram): Promise<Layout> {
  const boxes: Box[] = [
    ...groups.map((group) => ({ id: group.id, parent: group.parent, ...headSize(group) })),
    ...nodes.map((node) => ({ id: node.id, parent: node.group, ...nodeSize(node) })),
  ];
  const lines: Line[] = edges.map((edge) => {
    const { from, to } = edge;
    return { from, to, label: { height: 14, width: widthOf(lineOf(labelOf(edge)), 10.5) + 6 } };
  });
  return layOut(boxes, lines);
}

/** The picture as one SVG: no fonts, scripts or files from elsewhere, light or dark as its reader's screen is. */
export async function svg(diagram: Diagram): Promise<string> {
  const { description, title } = diagram;
  const laid = await placed(diagram);
  const key = legend(diagram);
  const width = Math.ceil(Math.max(laid.width, key.width, widthOf(lineOf(title), 20, "bold"))) + 2 * margin;
  const height = Math.ceil(laid.height) + head + legendHeight + margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="description">${escaped(description)}</desc>`,
    `<style>${style}</style>`,
    markers,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    `<text class="name" x="${margin}" y="33">${escaped(lineOf(title))}</text>`,
    `<g transform="translate(${margin} ${head})">`,
    ...drawnIn(diagram, laid),
    "</g>",
    `<g transform="translate(${margin} ${height - legendHeight})">${key.markup}</g>`,
    "</svg>",
    "",
  ].join("\n");
}

const markers = `<defs>${["mesh", "tls", "plain", "control"]
  .map(
    (way) =>
      `<marker id="end-${way}" class="${way}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 4 0 8z"/></marker>`,
  )
  .join("")}</defs>`;

/** What is drawn later lies above. */
function drawnIn({ edges, groups, nodes }: Diagram, { boxes, lines }: Layout): readonly string[] {
  const at = <T extends { id: string }>(all: readonly T[], draw: (one: T, place: Placed) => string) =>
    all.flatMap((one) => {
      const place = boxes.get(one.id);
      return place === undefined ? [] : [draw(one, place)];
    });
  const arrows = edges.map((edge, index) => arrow(edge, lines[index] ?? { label: undefined, points: [] }));
  return [
    ...at(groups, frame),
    ...arrows.map(({ line }) => line),
    ...at(groups, frameHead),
    ...at(nodes, box),
    ...arrows.map(({ label }) => label).filter((it) => it !== ""),
  ];
}
