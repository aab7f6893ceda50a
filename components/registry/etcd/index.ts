import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../../binding/checks.ts";
import { childOptions } from "../../binding/children.ts";
import { dataSecret } from "../../binding/secret.ts";
import type { EtcdBinding } from "../../binding/types.ts";
import { labels } from "../../kubernetes/labels.ts";
import { certificateSecrets } from "../certificates.ts";
import { checkRegistry } from "../check.ts";
import { registryEndpoint } from "../endpoint.ts";
import { orderCertificates } from "../issue.ts";
import { registrySecretName } from "../names.ts";
import type { SnapshotsSpec } from "../types.ts";
import { keptClaim } from "./claim.ts";
import { etcdIdentity } from "./identity.ts";
import { type EtcdArgs, etcdBinding, etcdNames, etcdObjects } from "./objects.ts";
import { snapshotObjects } from "./snapshots.ts";

/**
 * The etcd cluster `<instance>-etcd` of 1 or an odd number of members, handed on as the Secret `<instance>-registry`.
 *
 * With `access: certificates` every connection is encrypted, and clients and members show certificates that
 * cert-manager signs for this one cluster. etcd's own users are not used: docs/adr/0017-registry-certificates.md.
 *
 * Members are known from the first start on: another number later needs etcd's own commands (docs/registry.md).
 *
 * Throws `InputPropertiesError` with every wrong argument at once.
 */
export class EtcdRegistry extends pulumi.ComponentResource {
  readonly binding: EtcdBinding;
  readonly endpoint: ReturnType<typeof registryEndpoint>;
  /** What a consumer must depend on: the cluster has its quorum and the binding's Secret exists. */
  readonly ready: pulumi.CustomResource[];

  constructor(name: string, args: EtcdArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:registry:EtcdRegistry", name, {}, opts);
    const { instance, namespace, spec } = args;
    refuse(`EtcdRegistry "${name}"`, checkRegistry(instance, spec));
    const child = childOptions(this, opts);
    const identity = etcdIdentity(instance);
    this.endpoint = registryEndpoint(instance, spec);
    this.binding = {
      ...(spec.access.mode === "open"
        ? {}
        : { certificates: certificateSecrets(instance, spec.access.version).client }),
      secretName: registrySecretName(instance),
      signIn: "none",
      type: "etcd",
    };

    const certificates =
      spec.access.mode === "open"
        ? []
        : orderCertificates(
            name,
            { dnsNames: etcdNames(args), identity, instance, namespace, version: spec.access.version },
            child,
          );
    const secret = dataSecret(
      `${name}-binding`,
      {
        // Nothing in it is generated: it can be made again from the configuration.
        deletion: "delete",
        labels: labels(identity),
        name: this.binding.secretName,
        namespace,
        type: "servicebinding.io/etcd",
        values: etcdBinding(args),
      },
      child,
    );
    const { service, server } = this.createMembers(name, args, certificates, child);
    if (spec.snapshots) this.createSnapshots(name, args, spec.snapshots, child);
    this.ready = [secret, service, server];

    this.registerOutputs({ binding: this.binding });
  }

  private createMembers(
    name: string,
    args: EtcdArgs,
    certificates: readonly pulumi.Resource[],
    child: pulumi.CustomResourceOptions,
  ) {
    const objects = etcdObjects(args);
    const account = new kubernetes.core.v1.ServiceAccount(`${name}-account`, objects.serviceAccount, child);
    const service = new kubernetes.core.v1.Service(`${name}-service`, objects.service, child);
    const headless = new kubernetes.core.v1.Service(`${name}-headless`, objects.headlessService, child);
    if (objects.budget) {
      new kubernetes.policy.v1.PodDisruptionBudget(`${name}-budget`, objects.budget, child);
    }
    const dependsOn = [account, headless, ...certificates];
    const server = new kubernetes.apps.v1.StatefulSet(
      `${name}-server`,
      objects.statefulSet,
      pulumi.mergeOptions(child, { dependsOn }),
    );
    return { server, service };
  }

  private createSnapshots(name: string, args: EtcdArgs, spec: SnapshotsSpec, child: pulumi.CustomResourceOptions) {
    const { claim, cronJob, serviceAccount } = snapshotObjects(args, spec);
    const account = new kubernetes.core.v1.ServiceAccount(`${name}-snapshots-account`, serviceAccount, child);
    const kept = keptClaim(`${name}-snapshots-claim`, claim, args.deletion, child);
    new kubernetes.batch.v1.CronJob(
      `${name}-snapshots`,
      cronJob,
      pulumi.mergeOptions(child, { dependsOn: [account, kept] }),
    );
  }
}
