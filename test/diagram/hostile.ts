import fc from "fast-check";
import type { Diagram } from "../../delivery/diagram/index.ts";

const sign = fc.oneof(
  fc.constantFrom(
    '"]',
    '")]',
    "<script>globalThis.hacked = true</script>",
    '<img src="x" onerror="hacked()">',
    "]]>",
    "</text></svg>",
    "</style>",
    "<!--",
    "-->",
    "&lt;",
    "&#60;",
    "#quot;",
    "#60;",
    "%%{init: {}}%%",
    "\nend\n",
    "click n-a href",
    "|",
    "`",
    "\u202e",
    "\u0000",
    "\ud800",
    "\r\n",
    "url(http://evil.example)",
    "'",
    "\\",
    ";",
  ),
  fc.string({ unit: "binary" }),
);

export const nasty = fc.array(sign, { maxLength: 10 }).map((parts) => parts.join(""));

/** A diagram of the usual form in which every text is somebody else's. */
export const nastyDiagram: fc.Arbitrary<Diagram> = fc
  .array(nasty, { minLength: 7, maxLength: 7 })
  .map(([a = "", b = "", c = "", d = "", e = "", f = "", g = ""]) => ({
    title: a,
    description: b,
    groups: [{ id: "cluster", parent: undefined, title: c, lines: [d] }],
    nodes: [
      { id: "api", group: "cluster", kind: "server", title: e, lines: [f], replicas: { least: 1, most: 2 } },
      { id: "database", group: undefined, kind: "store", title: f, lines: [e, a] },
    ],
    edges: [
      { from: "api", to: "database", way: "tls", ports: [5432] },
      { from: "database", to: "cluster", way: "control", ports: [], label: g },
    ],
  }));
