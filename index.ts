/** Dolphinpod as a library: the components, and the configuration that fills them. */
export * from "./components/index.ts";
export { resolve, resolveOrThrow } from "./stacks/config/index.ts";
