import type { DiagramEdge } from "./types.ts";

/** What is written at an edge: its ports, or what it is for. */
export function labelOf({ label, ports }: DiagramEdge): string {
  return label ?? (ports.length > 3 ? `${ports.length} ports` : ports.join(", "));
}
