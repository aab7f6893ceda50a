import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../binding/checks.ts";
import { childOptions } from "../binding/children.ts";
import { checkNamespace, namespaceMetadata } from "./namespace.ts";
import { denyingPolicies } from "./policies.ts";
import { registerPolicies } from "./register.ts";
import type { IsolationSpec } from "./types.ts";

export { AllowedFlows, type AllowedFlowsArgs } from "./allowed-flows.ts";
export { type DatabaseCluster, type Flow, flows, type Topology } from "./flows.ts";
export type { EgressRule, IsolationSpec } from "./types.ts";

export interface IsolationArgs {
  /** Release name: prefix of the policies' names. */
  readonly instance: string;
  /** Namespace to make, for this environment alone. */
  readonly namespace: string;
  /** Which pods the namespace takes, and whether traffic is denied. */
  readonly spec: IsolationSpec;
  /**
   * "retain" leaves the namespace when the stack is destroyed, because deleting it would delete the data volumes and
   * secrets in it; a later `up` takes it over.
   */
  readonly deletion: "retain" | "delete";
}

/**
 * A namespace that refuses unsafe pods and all traffic but DNS. `AllowedFlows` opens what the environment needs.
 *
 * Whatever runs in the namespace depends on this, so that nothing runs before it is isolated.
 *
 * Throws `InputPropertiesError` for a namespace that belongs to the cluster.
 */
export class Isolation extends pulumi.ComponentResource {
  readonly namespace: kubernetes.core.v1.Namespace | kubernetes.core.v1.NamespacePatch;
  /** Unique id that the cluster gave the namespace: it stays as long as the namespace does. */
  readonly namespaceId: pulumi.Output<string | undefined>;

  constructor(name: string, args: IsolationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:isolation:Isolation", name, {}, opts);
    const { instance, namespace, spec } = args;
    refuse(`Isolation "${name}"`, checkNamespace(namespace));

    const metadata = namespaceMetadata(instance, namespace, spec);
    this.namespace = createNamespace(`${name}-namespace`, metadata, args.deletion, childOptions(this, opts));
    this.namespaceId = pulumi.output(this.namespace.metadata).apply(idOf);
    const policies = spec.networkPolicies.mode === "off" ? [] : denyingPolicies(instance, namespace);
    registerPolicies(name, instance, policies, { parent: this, dependsOn: this.namespace });

    // Its name and not the resource: a plan that has a reference to a resource that is still to be made fits no update.
    this.registerOutputs({ namespace });
  }
}

/**
 * A dry run makes up another id each time for a namespace that is not there yet, and has no version for it. What is made
 * from the id is then unknown, so that a plan does not promise it.
 */
function idOf({ resourceVersion, uid }: { readonly resourceVersion?: string; readonly uid?: string }) {
  return pulumi.runtime.isDryRun() && !resourceVersion ? (pulumi.unknown as unknown as string) : uid;
}

/**
 * A retained namespace exists already when a destroyed stack comes back, and creating a `Namespace` that exists is an
 * error. `NamespacePatch` creates what is missing and takes over what is there, for this one object and without
 * `upsertExistingObjects` for all. The aliases let an environment change its mind without a delete.
 */
function createNamespace(
  name: string,
  metadata: ReturnType<typeof namespaceMetadata>,
  deletion: "retain" | "delete",
  child: pulumi.CustomResourceOptions,
) {
  if (deletion === "delete") {
    const aliases = [{ type: "kubernetes:core/v1:NamespacePatch" }];
    return new kubernetes.core.v1.Namespace(name, { metadata }, { ...child, aliases });
  }
  // The fields still belong to the field manager of the destroyed stack: without force, taking over is a conflict.
  const annotations = { ...metadata.annotations, "pulumi.com/patchForce": "true" };
  return new kubernetes.core.v1.NamespacePatch(
    name,
    { metadata: { ...metadata, annotations } },
    { ...child, aliases: [{ type: "kubernetes:core/v1:Namespace" }], retainOnDelete: true },
  );
}
