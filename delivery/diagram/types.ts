/** What a node is, which decides its form and its colour. */
export type NodeKind = "server" | "store" | "job" | "neighbour" | "outside";

/** How a connection is protected; "control" is no connection of these pods: somebody scales or writes for them. */
export type Way = "mesh" | "tls" | "plain" | "control";

/** One thing that runs, or that what runs depends on. */
export interface DiagramNode {
  /** Stable, of lower case letters, digits and dashes. */
  readonly id: string;
  /** The group around it; undefined is the picture itself. */
  readonly group: string | undefined;
  readonly kind: NodeKind;
  readonly title: string;
  /** What is to know about it, a line each. */
  readonly lines: readonly string[];
  /** How many of it there are: more than one where `most` is. */
  readonly replicas?: { readonly least: number; readonly most: number };
}

/** A frame around nodes and other groups. */
export interface DiagramGroup {
  readonly id: string;
  /** The group around it; undefined is the picture itself. */
  readonly parent: string | undefined;
  readonly title: string;
  readonly lines: readonly string[];
}

/** Who calls whom, by ids of nodes or of a group whose nodes all do the same. */
export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  readonly way: Way;
  /** TCP ports, in order. */
  readonly ports: readonly number[];
  /** In place of the ports, what it is for. */
  readonly label?: string;
}

/** What an environment is made of and who calls whom: what every picture of it shows. */
export interface Diagram {
  readonly title: string;
  /** One sentence for those who do not see the picture. */
  readonly description: string;
  readonly groups: readonly DiagramGroup[];
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
}
