import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { refuse } from "../binding/checks.ts";
import { childOptions } from "../binding/children.ts";
import { dataSecret } from "../binding/secret.ts";
import type { Endpoint, PostgresBinding } from "../binding/types.ts";
import { labels } from "../kubernetes/labels.ts";
import { checkDatabase } from "./check.ts";
import { databaseEndpoint } from "./endpoint.ts";
import {
  type PostgresqlArgs,
  postgresqlBinding,
  postgresqlIdentity,
  postgresqlObjects,
  postgresqlSecretName,
} from "./postgresql.ts";
import type { DatabaseSpec } from "./types.ts";

export { databaseEndpoint } from "./endpoint.ts";
export type { DatabaseSpec, SslMode } from "./types.ts";

export interface PostgresDatabaseArgs {
  /** Release that the database belongs to, and prefix of its objects' names; at most 41 characters. */
  readonly instance: string;
  /** Namespace of the consumers; an in-cluster server runs there too. */
  readonly namespace: string;
  /** Which backend, and what it needs. */
  readonly spec: DatabaseSpec;
  /** "retain" leaves the data volume and the Secret when the stack is destroyed; a later `up` takes them over. */
  readonly deletion: "retain" | "delete";
}

/**
 * The scheduler's PostgreSQL database, handed on as a binding.
 *
 * `in-cluster` makes the Secret `<instance>-database` and one server `<instance>-postgresql` without TLS: it relies on
 * the namespace's network policies. TLS comes with backends outside the cluster. `existing` makes nothing and points
 * to a Secret that is there.
 *
 * Throws `InputPropertiesError` with every wrong argument at once.
 */
export class PostgresDatabase extends pulumi.ComponentResource {
  readonly binding: PostgresBinding;
  /** Where the server is reached; a network policy opens this and nothing else. */
  readonly endpoint: Endpoint;
  /** What a consumer must depend on: the server accepts connections and the binding's Secret exists. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: PostgresDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:database:PostgresDatabase", name, {}, opts);
    const { instance, spec } = args;
    refuse(`PostgresDatabase "${name}"`, checkDatabase(instance, spec));
    this.endpoint = databaseEndpoint(instance, spec);

    if (spec.backend === "existing") {
      this.binding = { parameters: { sslmode: spec.sslMode }, secretName: spec.secretName, type: "postgresql" };
      this.ready = [];
    } else {
      const secretName = postgresqlSecretName(instance);
      this.binding = { parameters: { sslmode: "disable" }, secretName, type: "postgresql" };
      this.ready = this.createServer(name, { ...args, spec }, childOptions(this, opts));
    }

    this.registerOutputs({ binding: this.binding });
  }

  private createServer(name: string, args: PostgresqlArgs, child: pulumi.CustomResourceOptions): pulumi.Resource[] {
    const objects = postgresqlObjects(args);

    const password = new random.RandomPassword(`${name}-password`, { length: 32, special: false }, child);
    const secret = dataSecret(
      `${name}-binding`,
      {
        deletion: args.deletion,
        labels: labels(postgresqlIdentity(args.instance)),
        name: postgresqlSecretName(args.instance),
        namespace: args.namespace,
        type: "servicebinding.io/postgresql",
        values: { ...postgresqlBinding(args), password: password.result },
      },
      child,
    );
    const account = new kubernetes.core.v1.ServiceAccount(`${name}-account`, objects.serviceAccount, child);
    const service = new kubernetes.core.v1.Service(`${name}-service`, objects.service, child);
    const server = new kubernetes.apps.v1.StatefulSet(
      `${name}-server`,
      objects.statefulSet,
      pulumi.mergeOptions(child, { dependsOn: [secret, account] }),
    );
    return [secret, service, server];
  }
}
