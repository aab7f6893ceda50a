import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { childOptions } from "../binding/children.ts";
import { type ProxyMonitoring, proxyMonitor } from "./pod-monitor.ts";
import { meshPolicies } from "./policies.ts";
import { type ApiService, apiRoutes } from "./routes.ts";
import type { Authorization, MeshSpec } from "./types.ts";

export { type MeshPlan, meshed, podAnnotations } from "./annotate.ts";
export { authorizations, httpPortsOf, members, proxyMetrics } from "./plan.ts";
export type { ProxyMonitoring } from "./pod-monitor.ts";
export { type MeshPolicy, meshPolicies } from "./policies.ts";
export { type ApiService, apiRoutes } from "./routes.ts";
export { sharedPorts } from "./shared-ports.ts";
export type { Authorization, AuthorizedCaller, MeshMember, MeshSpec, MeshTopology } from "./types.ts";

export interface MeshArgs {
  /** Release: prefix of the objects' names. */
  readonly instance: string;
  readonly namespace: string;
  readonly spec: MeshSpec;
  /** Who may call which port. */
  readonly authorizations: readonly Authorization[];
  /** The Service of the API, whose reads are tried again. */
  readonly api: ApiService;
  /** Has the Prometheus Operator's Prometheus read the proxies; undefined where nobody does. */
  readonly monitoring: ProxyMonitoring | undefined;
}

/**
 * Linkerd's objects around an environment: who may call whom by certificate, and retries of API reads. The proxies
 * themselves come with the pods, see `meshed`.
 */
export class Mesh extends pulumi.ComponentResource {
  constructor(name: string, args: MeshArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:mesh:Mesh", name, {}, opts);
    for (const { apiVersion, kind, metadata, spec } of meshObjects(args)) {
      const suffix = metadata.name.slice(args.instance.length + 1);
      const resource = { apiVersion, kind, metadata, spec };
      new kubernetes.apiextensions.CustomResource(`${name}-${kind}-${suffix}`, resource, childOptions(this, opts));
    }
    this.registerOutputs({});
  }
}

/** The objects, as plain data. */
export function meshObjects({ api, authorizations, instance, monitoring, namespace, spec }: MeshArgs) {
  const place = { instance, namespace };
  return [
    ...meshPolicies(place, authorizations, spec),
    ...apiRoutes(place, api),
    ...(monitoring ? [proxyMonitor(place, monitoring)] : []),
  ];
}
