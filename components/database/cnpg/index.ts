import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { tlsParameters } from "../../binding/ca.ts";
import { refuse } from "../../binding/checks.ts";
import { childOptions } from "../../binding/children.ts";
import { dataSecret } from "../../binding/secret.ts";
import type { Endpoint, PostgresBinding } from "../../binding/types.ts";
import { labels } from "../../kubernetes/labels.ts";
import { checkDatabase } from "../check.ts";
import { databaseEndpoint } from "../endpoint.ts";
import { postgresqlSecretName } from "../postgresql.ts";
import type { CloudNativePgSpec } from "../types.ts";
import { operatorObject } from "./kept.ts";
import { authoritySecretName } from "./names.ts";
import { type BackupTarget, cluster, clusterBinding, cnpgIdentity, scheduledBackup } from "./objects.ts";

export interface CloudNativePgDatabaseArgs {
  /** Release that the database belongs to, and prefix of its objects' names; at most 41 characters. */
  readonly instance: string;
  /** Namespace of the consumers; the instances run there too. */
  readonly namespace: string;
  readonly spec: CloudNativePgSpec;
  /** Where backups go. */
  readonly target: BackupTarget;
  /** What must be there before the first backup: the bucket, and the Secret of who may write to it. */
  readonly targetReady: readonly pulumi.CustomResource[];
  /** "retain" leaves the running instances and the Secret when the stack is destroyed; a later `up` takes them over. */
  readonly deletion: "retain" | "delete";
}

/**
 * The scheduler's PostgreSQL as instances that the operator CloudNativePG runs: one primary, standbys in other zones,
 * every connection encrypted, and backups to an object store, to any second of which it can be set back.
 *
 * The binding's Secret `<instance>-database` is the operator's application Secret too: it makes the role with this
 * password, and sets another one when the Secret changes. Consumers verify the server with the operator's authority.
 *
 * Throws `InputPropertiesError` with every wrong argument at once.
 */
export class CloudNativePgDatabase extends pulumi.ComponentResource {
  readonly binding: PostgresBinding;
  /** Where the server is reached; a network policy opens this and nothing else. */
  readonly endpoint: Endpoint;
  /** What a consumer must depend on: the instances accept connections and the binding's Secret exists. */
  readonly ready: pulumi.CustomResource[];

  constructor(name: string, args: CloudNativePgDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:database:CloudNativePgDatabase", name, {}, opts);
    const { deletion, instance, spec, targetReady } = args;
    refuse(`CloudNativePgDatabase "${name}"`, checkDatabase(instance, spec));
    this.endpoint = databaseEndpoint(instance, spec);

    const authority = { key: "ca.crt", secretName: authoritySecretName(instance) };
    this.binding = {
      caBundle: authority,
      parameters: tlsParameters("verify-full", authority),
      revision: String(spec.passwordVersion),
      secretName: postgresqlSecretName(instance),
      type: "postgresql",
    };

    const child = childOptions(this, opts);
    const secret = this.createSecret(name, args, child);
    const instances = operatorObject(
      `${name}-cluster`,
      "Cluster",
      cluster(args),
      deletion,
      // Each standby copies the primary before it joins.
      pulumi.mergeOptions(child, { customTimeouts: { create: "30m", update: "60m" }, dependsOn: [secret] }),
    );
    operatorObject(
      `${name}-backups`,
      "ScheduledBackup",
      scheduledBackup(args),
      deletion,
      pulumi.mergeOptions(child, { dependsOn: [instances, ...targetReady] }),
    );
    this.ready = [secret, instances];

    this.registerOutputs({ binding: this.binding });
  }

  private createSecret(name: string, args: CloudNativePgDatabaseArgs, child: pulumi.CustomResourceOptions) {
    const { deletion, instance, namespace, spec } = args;
    const password = new random.RandomPassword(
      `${name}-password`,
      { keepers: { version: String(spec.passwordVersion) }, length: 32, special: false },
      child,
    );
    return dataSecret(
      `${name}-binding`,
      {
        deletion,
        // The second label makes the operator look at the Secret again as soon as it changes.
        labels: { ...labels(cnpgIdentity(instance)), "cnpg.io/reload": "true" },
        name: postgresqlSecretName(instance),
        namespace,
        type: "kubernetes.io/basic-auth",
        values: { ...clusterBinding(args), password: password.result },
      },
      child,
    );
  }
}
