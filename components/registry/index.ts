import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../binding/checks.ts";
import { childOptions } from "../binding/children.ts";
import { dataSecret } from "../binding/secret.ts";
import type { Endpoint, PostgresBinding } from "../binding/types.ts";
import { labels } from "../kubernetes/labels.ts";
import type { RegistryBinding } from "../scheduler/types.ts";
import { checkRegistry } from "./check.ts";
import { registryEndpoint } from "./endpoint.ts";
import type { RegistrySpec } from "./types.ts";
import {
  type ZookeeperArgs,
  zookeeperBinding,
  zookeeperIdentity,
  zookeeperObjects,
  zookeeperSecretName,
} from "./zookeeper.ts";

export { registryEndpoint } from "./endpoint.ts";
export { checkMembers, tolerableLoss } from "./members.ts";
export { quorumPorts } from "./ports.ts";
export type { RegistrySpec } from "./types.ts";

export interface RegistryArgs {
  /** Release that the registry belongs to, and prefix of its objects' names; at most 41 characters. */
  readonly instance: string;
  /** Namespace of the consumers; an ensemble runs there too. */
  readonly namespace: string;
  /** Which backend, and what it needs. */
  readonly spec: RegistrySpec;
  /** The scheduler's database: the `jdbc` backend keeps its tables there. */
  readonly database: PostgresBinding;
  /** "retain" leaves the data volumes when the stack is destroyed; a later `up` takes them over. */
  readonly deletion: "retain" | "delete";
}

/**
 * Where the scheduler's servers register, elect and lock, handed on as a binding.
 *
 * `zookeeper` makes the ensemble `<instance>-zookeeper` of 1 or an odd number of members and the Secret
 * `<instance>-registry`. `jdbc` makes nothing: the registry is part of the database. `existing` makes nothing and
 * points to a Secret that is there.
 *
 * Throws `InputPropertiesError` with every wrong argument at once.
 */
export class Registry extends pulumi.ComponentResource {
  readonly binding: RegistryBinding;
  /** Where the registry is reached, for network policies; undefined when that is where the database is. */
  readonly endpoint: Endpoint | undefined;
  /** What a consumer must depend on: the ensemble has its quorum and the binding's Secret exists. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: RegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:registry:Registry", name, {}, opts);
    const { database, instance, spec } = args;
    refuse(`Registry "${name}"`, checkRegistry(instance, spec));
    this.endpoint = registryEndpoint(instance, spec);

    switch (spec.backend) {
      case "existing":
        this.binding = { secretName: spec.secretName, type: "zookeeper" };
        this.ready = [];
        break;
      case "jdbc":
        this.binding = { database, type: "jdbc" };
        this.ready = [];
        break;
      case "zookeeper":
        this.binding = { secretName: zookeeperSecretName(instance), type: "zookeeper" };
        this.ready = this.createEnsemble(name, { ...args, spec }, childOptions(this, opts));
    }

    this.registerOutputs({ binding: this.binding });
  }

  private createEnsemble(name: string, args: ZookeeperArgs, child: pulumi.CustomResourceOptions): pulumi.Resource[] {
    const objects = zookeeperObjects(args);

    const secret = dataSecret(
      `${name}-binding`,
      {
        // Nothing in it is generated: it can be made again from the configuration.
        deletion: "delete",
        labels: labels(zookeeperIdentity(args.instance)),
        name: zookeeperSecretName(args.instance),
        namespace: args.namespace,
        type: "servicebinding.io/zookeeper",
        values: zookeeperBinding(args),
      },
      child,
    );
    const account = new kubernetes.core.v1.ServiceAccount(`${name}-account`, objects.serviceAccount, child);
    const service = new kubernetes.core.v1.Service(`${name}-service`, objects.service, child);
    const headless = new kubernetes.core.v1.Service(`${name}-headless`, objects.headlessService, child);
    if (objects.budget) {
      new kubernetes.policy.v1.PodDisruptionBudget(`${name}-budget`, objects.budget, child);
    }
    const ensemble = new kubernetes.apps.v1.StatefulSet(
      `${name}-server`,
      objects.statefulSet,
      pulumi.mergeOptions(child, { dependsOn: [account, headless] }),
    );
    return [secret, service, ensemble];
  }
}
