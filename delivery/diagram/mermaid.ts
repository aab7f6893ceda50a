import { visible } from "../comment/escape.ts";
import { labelOf } from "./label.ts";
import type { Diagram, DiagramEdge, DiagramNode, NodeKind, Way } from "./types.ts";

/** The picture as a flowchart of Mermaid, which GitHub, GitLab and many wikis draw where they find it in Markdown. */
export function mermaid({ description, edges, groups, nodes, title }: Diagram): string {
  const inside = (parent: string | undefined, indent: string): readonly string[] => [
    ...nodes.filter(({ group }) => group === parent).map((node) => `${indent}${nodeOf(node)}`),
    ...groups
      .filter((group) => group.parent === parent)
      .flatMap((group) => [
        // Mermaid keeps room for one line: what else there is to know of a group is in the other forms.
        `${indent}subgraph ${idOf(group.id)}["<b>${escaped(group.title)}</b>"]`,
        ...inside(group.id, `${indent}  `),
        `${indent}end`,
      ]),
  ];
  return [
    "flowchart TB",
    `  accTitle: ${escaped(title)}`,
    `  accDescr: ${escaped(description)}`,
    ...inside(undefined, "  "),
    ...edges.map((edge) => `  ${lineOf(edge)}`),
    ...classLines(nodes),
    `  classDef frame fill:#f6f8fa,stroke:#c9d2dc,color:#1b2430`,
    `  class ${groups.map(({ id }) => idOf(id)).join(",")} frame`,
    "",
  ].join("\n");
}

/** Every sign that may mean something to Mermaid, to Markdown or to HTML is written as its number. */
function escaped(text: string): string {
  return visible(text).replaceAll(/[^\p{L}\p{N} .,/:-]/gu, (sign) => `#${sign.codePointAt(0)};`);
}

/** Ids are of letters, digits and dashes; behind a letter none of them is a word of Mermaid's own, such as `end`. */
const idOf = (id: string) => `n-${id}`;

function textOf({ lines, title }: DiagramNode): string {
  return [`<b>${escaped(title)}</b>`, ...lines.map(escaped)].join("<br/>");
}

const forms: Readonly<Record<NodeKind, readonly [string, string]>> = {
  server: ["[", "]"],
  store: ["[(", ")]"],
  job: ["([", "])"],
  neighbour: ["[", "]"],
  outside: ["[", "]"],
};

function nodeOf(node: DiagramNode): string {
  const [open, close] = forms[node.kind];
  return `${idOf(node.id)}${open}"${textOf(node)}"${close}`;
}

const arrows: Readonly<Record<Way, string>> = { mesh: "==>", tls: "-->", plain: "-.->", control: "-.->" };
const words: Readonly<Record<Way, string>> = { mesh: "mTLS ", tls: "TLS ", plain: "", control: "" };

function lineOf(edge: DiagramEdge): string {
  const { from, to, way } = edge;
  return `${idOf(from)} ${arrows[way]}|"${escaped(`${words[way]}${labelOf(edge)}`)}"| ${idOf(to)}`;
}

const colours: Readonly<Record<NodeKind, string>> = {
  server: "fill:#e3eefd,stroke:#2f6fd0,color:#1b2430",
  store: "fill:#e4f4ea,stroke:#2b8a57,color:#1b2430",
  job: "fill:#f1edfb,stroke:#7a5bc7,color:#1b2430",
  neighbour: "fill:#fff4dd,stroke:#b9790a,color:#1b2430",
  outside: "fill:#ffffff,stroke:#7d8894,color:#1b2430,stroke-dasharray:4 3",
};

function classLines(nodes: readonly DiagramNode[]): readonly string[] {
  return [...Map.groupBy(nodes, ({ kind }) => kind)].flatMap(([kind, members]) => [
    `  classDef ${kind} ${colours[kind]}`,
    `  class ${members.map(({ id }) => idOf(id)).join(",")} ${kind}`,
  ]);
}
