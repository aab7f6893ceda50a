import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { AwsSpec } from "../aws/types.ts";
import { tlsParameters } from "../binding/ca.ts";
import { refuse } from "../binding/checks.ts";
import { childOptions } from "../binding/children.ts";
import { dataSecret } from "../binding/secret.ts";
import type { Endpoint, PostgresBinding, S3Binding } from "../binding/types.ts";
import { labels } from "../kubernetes/labels.ts";
import { caBundle } from "./ca-bundle.ts";
import { checkDatabase } from "./check.ts";
import { backupFolder } from "./cnpg/names.ts";
import { databaseEndpoint } from "./endpoint.ts";
import {
  type PostgresqlArgs,
  postgresqlBinding,
  postgresqlIdentity,
  postgresqlObjects,
  postgresqlSecretName,
} from "./postgresql.ts";
import type { CloudNativePgSpec, DatabaseSpec, ExistingDatabaseSpec, InClusterSpec } from "./types.ts";

export { clusterPorts } from "./cnpg/names.ts";
export { backupEndpoint, databaseEndpoint, databaseMetricsPort } from "./endpoint.ts";
export type * from "./types.ts";

/** The scheduler's database, whatever is behind it. */
export interface Database extends pulumi.Resource {
  readonly binding: PostgresBinding;
  /** Where the server is reached; a network policy opens this and nothing else. */
  readonly endpoint: Endpoint;
  /** What a consumer must depend on: the server accepts connections and the binding's Secret exists. */
  readonly ready: pulumi.CustomResource[];
}

export interface DatabaseArgs {
  /** Release that the database belongs to, and prefix of its objects' names; at most 41 characters. */
  readonly instance: string;
  /** Namespace of the consumers; a server in the cluster runs there too. */
  readonly namespace: string;
  /** Which backend, and what it needs. */
  readonly spec: DatabaseSpec;
  /** "retain" leaves the data and the Secret when the stack is destroyed, and protects what is in AWS. */
  readonly deletion: "retain" | "delete";
  /** Where backend `rds` keeps it; nothing to the others. */
  readonly aws: AwsSpec | undefined;
  /** Where backend `cloudnative-pg` keeps its backups, unless its spec names another place; nothing to the others. */
  readonly objectStore?: BackupStore;
}

/** The environment's object store, as far as backups need it. */
export interface BackupStore {
  readonly binding: S3Binding;
  /** Undefined where only the binding's Secret knows. */
  readonly location: { readonly bucket: string; readonly endpoint: string | undefined } | undefined;
  readonly ready: readonly pulumi.CustomResource[];
}

/** Makes the database of any backend. What only one of them needs is loaded with it: other programs start sooner. */
export async function createDatabase(
  name: string,
  { aws, objectStore, spec, ...place }: DatabaseArgs,
  opts?: pulumi.ComponentResourceOptions,
): Promise<Database> {
  if (spec.backend === "cloudnative-pg") {
    const { CloudNativePgDatabase } = await import("./cnpg/index.ts");
    const backups = backupTarget(name, spec, objectStore);
    return new CloudNativePgDatabase(name, { ...place, ...backups, spec }, opts);
  }
  if (spec.backend !== "rds") return new PostgresDatabase(name, { ...place, spec }, opts);
  if (aws === undefined) throw new Error(`${name}: backend rds needs an account and a region.`);
  const { RdsDatabase } = await import("./rds/index.ts");
  return new RdsDatabase(name, { ...place, aws, spec }, opts);
}

function backupTarget(name: string, { backups }: CloudNativePgSpec, own: BackupStore | undefined) {
  if (backups.store.kind === "given") return { target: backups.store, targetReady: [] };
  if (own?.location === undefined) throw new Error(`${name}: backend cloudnative-pg needs a bucket for its backups.`);
  const target = { ...own.location, folder: backupFolder, secretName: own.binding.secretName };
  return { target, targetReady: own.ready };
}

export interface PostgresDatabaseArgs {
  /** Release that the database belongs to, and prefix of its objects' names; at most 41 characters. */
  readonly instance: string;
  /** Namespace of the consumers; an in-cluster server runs there too. */
  readonly namespace: string;
  /** Which backend, and what it needs. */
  readonly spec: InClusterSpec | ExistingDatabaseSpec;
  /** "retain" leaves the data volume and the Secret when the stack is destroyed; a later `up` takes them over. */
  readonly deletion: "retain" | "delete";
}

/**
 * The scheduler's PostgreSQL database, handed on as a binding.
 *
 * `in-cluster` makes the Secret `<instance>-database` and one server `<instance>-postgresql` without TLS: it relies on
 * the namespace's network policies. `existing` points to a Secret that is there and makes nothing, except a ConfigMap
 * where the certificates to verify the server with are a file.
 *
 * Throws `InputPropertiesError` with every wrong argument at once.
 */
export class PostgresDatabase extends pulumi.ComponentResource implements Database {
  readonly binding: PostgresBinding;
  readonly endpoint: Endpoint;
  readonly ready: pulumi.CustomResource[];

  constructor(name: string, args: PostgresDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:database:PostgresDatabase", name, {}, opts);
    const { instance, spec } = args;
    refuse(`PostgresDatabase "${name}"`, checkDatabase(instance, spec));
    this.endpoint = databaseEndpoint(instance, spec);

    if (spec.backend === "existing") {
      const { secretName, sslMode } = spec;
      const ca = spec.caBundle && caBundle(name, { ...args, spec: spec.caBundle }, childOptions(this, opts));
      this.binding = {
        ...(ca ? { caBundle: ca.bundle } : {}),
        parameters: tlsParameters(sslMode, ca?.bundle),
        revision: String(spec.passwordVersion),
        secretName,
        type: "postgresql",
      };
      this.ready = ca?.made ?? [];
    } else {
      const secretName = postgresqlSecretName(instance);
      const revision = String(spec.passwordVersion);
      this.binding = { parameters: { sslmode: "disable" }, revision, secretName, type: "postgresql" };
      this.ready = this.createServer(name, { ...args, spec }, childOptions(this, opts));
    }

    this.registerOutputs({ binding: this.binding });
  }

  private createServer(
    name: string,
    args: PostgresqlArgs,
    child: pulumi.CustomResourceOptions,
  ): pulumi.CustomResource[] {
    const objects = postgresqlObjects(args);

    const password = new random.RandomPassword(
      `${name}-password`,
      { keepers: { version: String(args.spec.passwordVersion) }, length: 32, special: false },
      child,
    );
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
