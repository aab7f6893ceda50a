import type { ELK as Elk, ElkExtendedEdge, ElkNode } from "elkjs/lib/elk-api.js";

/**
 * A box to be placed. Those that others name as their parent are frames: their size follows from what is inside, and
 * their own is that of their head.
 */
export interface Box {
  readonly id: string;
  readonly parent: string | undefined;
  readonly width: number;
  readonly height: number;
}

/** A line from box to box, and the size of what is written at it. */
export interface Line {
  readonly from: string;
  readonly to: string;
  readonly label: { readonly width: number; readonly height: number };
}

export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Drawn {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly label: Placed | undefined;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Placed>;
  /** In the order of the lines. */
  readonly lines: readonly Drawn[];
}

/** Every run places the same boxes in the same way: no part of ELK's algorithm is left to chance. */
const fixed = {
  "elk.algorithm": "layered",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.aspectRatio": "1.8",
  "elk.direction": "DOWN",
  "elk.json.edgeCoords": "ROOT",
  "elk.json.shapeCoords": "ROOT",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.spacing.edgeNodeBetweenLayers": "12",
  "elk.layered.spacing.nodeNodeBetweenLayers": "26",
  "elk.layered.thoroughness": "40",
  "elk.randomSeed": "1",
  "elk.spacing.edgeEdge": "12",
  "elk.spacing.edgeLabel": "3",
  "elk.spacing.edgeNode": "16",
  "elk.spacing.nodeNode": "22",
};

/** Places boxes inside of their frames, and leads the lines around them. */
export async function layOut(boxes: readonly Box[], lines: readonly Line[]): Promise<Layout> {
  const elk = await loadElk();
  const frames = new Set(boxes.map(({ parent }) => parent));
  const nodeOf = (box: Box): ElkNode => {
    const { height, id, width } = box;
    return frames.has(id) ? { id, children: inside(id), layoutOptions: frameOptions(box) } : { id, height, width };
  };
  const inside = (parent: string | undefined) => boxes.filter((box) => box.parent === parent).map(nodeOf);
  const edges = lines.map(({ from, label, to }, index): ElkExtendedEdge => {
    return {
      id: `line-${index}`,
      labels: label.width > 0 ? [{ ...label, text: "label" }] : [],
      sources: [from],
      targets: [to],
    };
  });
  const laid: ElkNode = await elk.layout({
    id: "root",
    children: inside(undefined),
    edges,
    layoutOptions: {
      ...fixed,
      // Lines that enter frames need one layout for all; without frames, what is not connected is packed.
      "elk.hierarchyHandling": boxes.some(({ parent }) => parent !== undefined)
        ? "INCLUDE_CHILDREN"
        : "SEPARATE_CHILDREN",
    },
  });
  const drawn = new Map((laid.edges ?? []).map((edge) => [edge.id, drawnOf(edge)]));
  return {
    width: laid.width ?? 0,
    height: laid.height ?? 0,
    boxes: new Map(placedIn(laid)),
    lines: lines.map((_, index) => drawn.get(`line-${index}`) ?? { label: undefined, points: [] }),
  };
}

/** Loaded when something is drawn: it is large. */
async function loadElk(): Promise<Elk> {
  const { default: loaded } = await import("elkjs/lib/elk.bundled.js");
  return new loaded.default();
}

/** Room around what is inside of a frame, beside its head. */
const padding = 18;

function frameOptions({ height, width }: Box): Record<string, string> {
  return {
    "elk.nodeSize.constraints": "MINIMUM_SIZE",
    "elk.nodeSize.minimum": `(${width}, ${height})`,
    "elk.padding": `[top=${height + padding / 2},left=${padding},bottom=${padding},right=${padding}]`,
  };
}

function placedIn({ children = [] }: ElkNode): [string, Placed][] {
  return children.flatMap((node) => [[node.id, placedOf(node)] as [string, Placed], ...placedIn(node)]);
}

function placedOf({ height = 0, width = 0, x = 0, y = 0 }: Partial<Placed>): Placed {
  return { height: whole(height), width: whole(width), x: whole(x), y: whole(y) };
}

function drawnOf({ labels, sections = [] }: ElkExtendedEdge): Drawn {
  const points = sections.flatMap(({ bendPoints = [], endPoint, startPoint }) => [startPoint, ...bendPoints, endPoint]);
  const [label] = labels ?? [];
  return {
    points: points.map(({ x, y }) => ({ x: whole(x), y: whole(y) })),
    label: label === undefined ? undefined : placedOf(label),
  };
}

/** Tenths of a pixel are enough, and make files that can be compared. */
const whole = (value: number) => Math.round(value * 10) / 10;
