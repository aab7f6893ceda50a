/**
 * Configuration: from a small stack file to one complete EnvironmentSpec.
 * Reading stack files as text (stack-file.ts) is for tools: the program starts without a YAML parser.
 */
export { fromPulumi } from "./load.ts";
export { counted, type Problem, render } from "./problems.ts";
export { type Resolution, resolve, resolveOrThrow } from "./resolve.ts";
export type { EnvironmentSpec } from "./spec.ts";
