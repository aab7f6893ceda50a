/** The components, for use from any Pulumi program. */
export * from "./admin/index.ts";
export * from "./autoscaling/index.ts";
export * from "./availability/index.ts";
export type * from "./aws/types.ts";
export type * from "./binding/types.ts";
export * from "./database/index.ts";
export * from "./external-secrets/index.ts";
export * from "./ingress/index.ts";
export * from "./isolation/index.ts";
export { Mesh, type MeshArgs } from "./mesh/index.ts";
export type * from "./mesh/types.ts";
export * from "./monitoring/dashboards/index.ts";
export * from "./monitoring/index.ts";
export * from "./object-store/index.ts";
export * from "./platform/index.ts";
export * from "./registry/index.ts";
export * from "./scheduler/index.ts";
export * from "./tls/index.ts";
