/** Dolphinpod as a library: the components, the configuration that fills them, and the composition of both. */
export * from "./components/index.ts";
export { type ChartPlaces, type ChartReference, chartArchive } from "./stacks/chart.ts";
export { type EnvironmentSpec, type Problem, type Resolution, resolve, resolveOrThrow } from "./stacks/config/index.ts";
export { type EnvironmentOutputs, environment, schedulerSpec } from "./stacks/environment.ts";
export { placeChart } from "./stacks/place-chart.ts";
export { topology } from "./stacks/topology.ts";
