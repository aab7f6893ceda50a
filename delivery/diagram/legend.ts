import { widthOf } from "./text.ts";
import type { Diagram, NodeKind, Way } from "./types.ts";

export const legendHeight = 56;

const ways: Readonly<Record<Way, string>> = {
  mesh: "mutual TLS by the mesh",
  tls: "TLS",
  plain: "plain, or the caller's choice",
  control: "writes or scales",
};

const kinds: Readonly<Record<NodeKind, string>> = {
  server: "server",
  store: "keeps data",
  job: "runs and ends",
  neighbour: "of the cluster",
  outside: "outside",
};

/** What colours and lines mean, as far as they are in the picture. */
export function legend({ edges, nodes }: Diagram): { markup: string; width: number } {
  const lines = (["mesh", "tls", "plain", "control"] as const).filter((way) => edges.some((edge) => edge.way === way));
  const boxes = (["server", "store", "job", "neighbour", "outside"] as const).filter((kind) =>
    nodes.some((node) => node.kind === kind),
  );
  let x = 0;
  const entry = (symbol: (x: number) => string, text: string) => {
    const drawn = `${symbol(x)}<text class="line" x="${x + 38}" y="32">${text}</text>`;
    x += 38 + widthOf(text, 11.5) + 22;
    return drawn;
  };
  const drawn = [
    ...boxes.map((kind) =>
      entry((at) => `<g class="node ${kind}"><rect x="${at}" y="19" width="28" height="17" rx="4"/></g>`, kinds[kind]),
    ),
    ...lines.map((way) =>
      entry((at) => `<path class="edge ${way}" d="M${at} 28h28" marker-end="url(#end-${way})"/>`, ways[way]),
    ),
  ];
  return { markup: drawn.join(""), width: x };
}
