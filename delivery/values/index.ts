/** From values of the upstream Helm chart to a stack file: what they become, and what becomes of the rest. */
export { type Conversion, convert } from "./convert.ts";
export { type Fitted, layOver, type Sections } from "./lay-over.ts";
export { readValues, type ValuesFile } from "./read.ts";
export { ordered, report } from "./report.ts";
export { copies, recipes } from "./secrets.ts";
export type { Group, Left } from "./types.ts";
