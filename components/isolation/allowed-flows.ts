import * as pulumi from "@pulumi/pulumi";
import { childOptions } from "../binding/children.ts";
import { flows, type Topology } from "./flows.ts";
import { allowingPolicies } from "./policies.ts";
import { withProxies } from "./proxies.ts";
import { registerPolicies } from "./register.ts";
import type { IsolationSpec } from "./types.ts";

export interface AllowedFlowsArgs {
  /** Namespace of the environment. */
  readonly namespace: string;
  /** What the environment's settings open; no policy is made when network policies are off. */
  readonly spec: IsolationSpec;
  /** The parts of the environment that talk to each other. */
  readonly topology: Topology;
}

/** Opens exactly the connections that an environment needs in a namespace where all others are denied. */
export class AllowedFlows extends pulumi.ComponentResource {
  constructor(name: string, args: AllowedFlowsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:isolation:AllowedFlows", name, {}, opts);
    const { namespace, spec, topology } = args;
    if (spec.networkPolicies.mode === "deny-by-default") {
      const needed = flows(topology, spec);
      const carried = topology.mesh ? withProxies(needed, topology.mesh, spec.monitoringNamespace) : needed;
      const policies = allowingPolicies(topology.instance, namespace, carried);
      registerPolicies(name, topology.instance, policies, childOptions(this, opts));
    }
    this.registerOutputs();
  }
}
