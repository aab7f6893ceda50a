/** The content of a values file. */
export type Values = Readonly<Record<string, unknown>>;

/** Why a value is not in the stack file as it stood in the values; the words are printed. */
export const reasons = {
  "a secret": "it is never copied; what to put into which Secret is printed",
  assumed: "it was carried over with a guess that somebody must look at",
  refused: "an option has it and does not take this value, in this class",
  "another option": "somebody must decide or know something that the values do not say",
  "no counterpart": "a program of one's own can add it (docs/from-helm.md)",
  "done here": "the environment has it by itself, or something better",
  "not in force": "the chart does not read it with the other values",
  unknown: "no chart up to 3.2.2 reads it",
} as const;
export type Reason = keyof typeof reasons;

/** One plain value, list or empty object of the values. */
export interface Leaf {
  /** "master.env.JAVA_OPTS". Keys may have dots of their own: `keys` keeps them apart. */
  readonly path: string;
  readonly keys: readonly string[];
  readonly value: unknown;
}

/** An option of the stack file and what it becomes: `["worker", "annotations", "example.com/team"]`. */
export interface Item {
  readonly option: readonly string[];
  readonly value: unknown;
}

/** Options that make sense only together, and the value that they come from. */
export interface Group {
  readonly path: string;
  readonly items: readonly Item[];
  /** What is tried next where the rules refuse it. */
  readonly or?: readonly Group[];
  /** What somebody must look at, once it is in the file. */
  readonly guess?: Left;
}

/** A row of the table of what was not simply carried over. */
export interface Left {
  readonly path: string;
  readonly why: Reason;
  readonly action: string;
}

export interface Converted {
  readonly groups: readonly Group[];
  readonly left: readonly Left[];
}

/** The chart with the user's values: what its templates would see. */
export interface Chart {
  /** The plain value at a path; undefined where there is none. */
  readonly at: (path: string) => unknown;
  /** The same as a text; "" where there is none. */
  readonly text: (path: string) => string;
  /** Whether a switch is on. */
  readonly on: (path: string) => boolean;
  /** Whether the user gave a value that the chart does not have by itself. */
  readonly isSet: (path: string) => boolean;
}

/** From the leaves of one row of the map to options. Called once a row. */
export type Convert = (leaves: readonly Leaf[], chart: Chart) => Partial<Converted>;

/** A switch of the chart that a row depends on. */
export interface Condition {
  readonly path: string;
  readonly is: boolean | string;
}

interface Row {
  /** Path in the values, with everything below it that no longer path matches. `*` stands for each of the four servers. */
  readonly from: string;
  /** Without them the chart does not read the value. */
  readonly when?: readonly Condition[];
}

/** What has an option. */
export interface CarriedRow extends Row {
  /** Options, for the documentation. */
  readonly to: string;
  readonly convert: Convert;
  /** The chart's own value is carried over too, because ours differs in a way that running work would feel. */
  readonly always?: true;
}

/** What has none. */
export interface LeftRow extends Row {
  readonly why: Reason;
  readonly action: string;
}

export type MapRow = CarriedRow | LeftRow;
