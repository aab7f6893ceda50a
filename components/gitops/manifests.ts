/** The objects alone, for programs without Pulumi. */
export { application } from "./application.ts";
export { applicationSet } from "./application-set.ts";
export { argocdConfig } from "./config-map.ts";
export { appProject } from "./project.ts";
export type * from "./types.ts";
