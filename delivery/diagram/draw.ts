import type { Diagram } from "./types.ts";

export const formats = ["svg", "mermaid", "json"] as const;
export type Format = (typeof formats)[number];

/** A diagram as the text of a file. */
export async function draw(diagram: Diagram, format: Format): Promise<string> {
  switch (format) {
    case "svg":
      return (await import("./svg.ts")).svg(diagram);
    case "mermaid":
      return (await import("./mermaid.ts")).mermaid(diagram);
    case "json":
      return `${JSON.stringify(diagram, null, 2)}\n`;
  }
}
