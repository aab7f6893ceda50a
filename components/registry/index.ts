import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../binding/checks.ts";
import { childOptions } from "../binding/children.ts";
import { dataSecret } from "../binding/secret.ts";
import type { Endpoint, PostgresBinding } from "../binding/types.ts";
import { labels } from "../kubernetes/labels.ts";
import type { RegistryBinding } from "../scheduler/types.ts";
import { certificateSecrets } from "./certificates.ts";
import { checkRegistry } from "./check.ts";
import { registryEndpoint } from "./endpoint.ts";
import { orderCertificates } from "./issue.ts";
import { registrySecretName } from "./names.ts";
import type { EtcdSpec, RegistrySpec } from "./types.ts";
import {
  type ZookeeperArgs,
  zookeeperBinding,
  zookeeperIdentity,
  zookeeperNames,
  zookeeperObjects,
} from "./zookeeper.ts";

export { registryEndpoint } from "./endpoint.ts";
export { snapshotsIdentity } from "./etcd/identity.ts";
export { checkMembers, tolerableLoss } from "./members.ts";
export { quorumPorts, registryMetricsPort } from "./ports.ts";
export type { RegistrySpec } from "./types.ts";

export interface RegistryArgs {
  /** Release that the registry belongs to, and prefix of its objects' names; at most 41 characters. */
  readonly instance: string;
  /** Namespace of the consumers; an ensemble runs there too. */
  readonly namespace: string;
  /** Which backend, and what it needs. `etcd` has a component of its own, see `createRegistry`. */
  readonly spec: Exclude<RegistrySpec, EtcdSpec>;
  /** The scheduler's database: the `jdbc` backend keeps its tables there. */
  readonly database: PostgresBinding;
  /** "retain" leaves the data volumes when the stack is destroyed; a later `up` takes them over. */
  readonly deletion: "retain" | "delete";
}

/** A registry of any backend. */
export interface AnyRegistry extends pulumi.Resource {
  readonly binding: RegistryBinding;
  /** Where the registry is reached, for network policies; undefined when that is where the database is. */
  readonly endpoint: Endpoint | undefined;
  /** What a consumer must depend on. */
  readonly ready: pulumi.CustomResource[];
}

/** Makes the registry of any backend. What only one of them needs is loaded with it: other programs start sooner. */
export async function createRegistry(
  name: string,
  { spec, ...args }: Omit<RegistryArgs, "spec"> & { readonly spec: RegistrySpec },
  opts?: pulumi.ComponentResourceOptions,
): Promise<AnyRegistry> {
  if (spec.backend !== "etcd") return new Registry(name, { ...args, spec }, opts);
  const { EtcdRegistry } = await import("./etcd/index.ts");
  return new EtcdRegistry(name, { ...args, spec }, opts);
}

/**
 * Where the scheduler's servers register, elect and lock, handed on as a binding.
 *
 * `zookeeper` makes the ensemble `<instance>-zookeeper` of 1 or an odd number of members and the Secret
 * `<instance>-registry`. `jdbc` makes nothing: the registry is part of the database. `existing` makes nothing and
 * points to a Secret that is there. With `access: certificates` every connection to an ensemble is encrypted, and
 * clients show certificates that cert-manager signs for it alone (docs/adr/0017-registry-certificates.md).
 *
 * Throws `InputPropertiesError` with every wrong argument at once.
 */
export class Registry extends pulumi.ComponentResource implements AnyRegistry {
  readonly binding: RegistryBinding;
  /** Where the registry is reached, for network policies; undefined when that is where the database is. */
  readonly endpoint: Endpoint | undefined;
  /** What a consumer must depend on: the ensemble has its quorum and the binding's Secret exists. */
  readonly ready: pulumi.CustomResource[];

  constructor(name: string, args: RegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:registry:Registry", name, {}, opts);
    const { database, instance, spec } = args;
    refuse(`Registry "${name}"`, checkRegistry(instance, spec));
    this.endpoint = registryEndpoint(instance, spec);

    switch (spec.backend) {
      case "existing":
        this.binding = existing(spec);
        this.ready = [];
        break;
      case "jdbc":
        this.binding = { database, type: "jdbc" };
        this.ready = [];
        break;
      case "zookeeper":
        this.binding = zookeeperAccess(instance, spec);
        this.ready = this.createEnsemble(name, { ...args, spec }, childOptions(this, opts));
    }

    this.registerOutputs({ binding: this.binding });
  }

  private createEnsemble(
    name: string,
    args: ZookeeperArgs,
    child: pulumi.CustomResourceOptions,
  ): pulumi.CustomResource[] {
    const objects = zookeeperObjects(args);
    const certificates = this.createCertificates(name, args, child);
    const secret = dataSecret(
      `${name}-binding`,
      {
        // Nothing in it is generated: it can be made again from the configuration.
        deletion: "delete",
        labels: labels(zookeeperIdentity(args.instance)),
        name: registrySecretName(args.instance),
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
      pulumi.mergeOptions(child, { dependsOn: [account, headless, ...certificates] }),
    );
    return [secret, service, ensemble];
  }

  private createCertificates(
    name: string,
    args: ZookeeperArgs,
    child: pulumi.CustomResourceOptions,
  ): pulumi.CustomResource[] {
    const { access } = args.spec;
    if (access.mode === "open") return [];
    const { instance, namespace } = args;
    const place = { identity: zookeeperIdentity(instance), instance, namespace, version: access.version };
    const dnsNames = zookeeperNames(args);
    return orderCertificates(name, { ...place, dnsNames }, child);
  }
}

function zookeeperAccess(instance: string, { access }: ZookeeperArgs["spec"]): RegistryBinding {
  const binding = { secretName: registrySecretName(instance), type: "zookeeper" } as const;
  if (access.mode === "open") return binding;
  return { ...binding, certificates: certificateSecrets(instance, access.version).client };
}

/** The certificates of an existing registry are in the same Secret as its address. */
function existing({ kind, secretName, signIn }: Extract<RegistrySpec, { backend: "existing" }>): RegistryBinding {
  const certificates = signIn === "certificates" ? { certificates: secretName } : {};
  if (kind === "zookeeper") return { ...certificates, secretName, type: kind };
  return { ...certificates, secretName, signIn: signIn === "password" ? "password" : "none", type: kind };
}
