import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { AwsSpec } from "../aws/types.ts";
import { refuse } from "../binding/checks.ts";
import { childOptions } from "../binding/children.ts";
import { dataSecret } from "../binding/secret.ts";
import type { Endpoint, S3Binding } from "../binding/types.ts";
import { labels } from "../kubernetes/labels.ts";
import { bucketObjects } from "./bucket.ts";
import { checkObjectStore } from "./check.ts";
import { objectStoreEndpoint } from "./endpoint.ts";
import { type MinioArgs, minioBinding, minioIdentity, minioObjects, minioSecretNames, rootUser } from "./minio.ts";
import type { ExistingObjectStoreSpec, MinioSpec, ObjectStoreSpec } from "./types.ts";

export { bucketJobIdentity } from "./bucket.ts";
export { objectStoreEndpoint, objectStoreMetricsPort } from "./endpoint.ts";
export { type StoreLocation, storeLocation } from "./location.ts";
export type * from "./types.ts";

/** The scheduler's bucket, whatever is behind it. */
export interface Store extends pulumi.Resource {
  readonly binding: S3Binding;
  /** Where the store is reached; a network policy opens this and nothing else. */
  readonly endpoint: Endpoint;
  /** What a consumer must depend on: the scheduler's servers do not start without their bucket. */
  readonly ready: pulumi.CustomResource[];
}

export interface StoreArgs {
  /** Release that the store belongs to, and prefix of its objects' names; at most 41 characters. */
  readonly instance: string;
  /** Namespace of the consumers; a MinIO server runs there too. */
  readonly namespace: string;
  /** Which backend, and what it needs. */
  readonly spec: ObjectStoreSpec;
  /** "retain" leaves the data and the Secrets when the stack is destroyed, and protects what is in AWS. */
  readonly deletion: "retain" | "delete";
  /** Where backend `s3` keeps it; nothing to the others. */
  readonly aws: AwsSpec | undefined;
}

/** Makes the bucket of any backend. AWS is loaded only where it is asked for: programs without it start sooner. */
export async function createObjectStore(
  name: string,
  { aws, spec, ...place }: StoreArgs,
  opts?: pulumi.ComponentResourceOptions,
): Promise<Store> {
  if (spec.backend !== "s3") return new ObjectStore(name, { ...place, spec }, opts);
  if (aws === undefined) throw new Error(`${name}: backend s3 needs an account and a region.`);
  const { S3ObjectStore } = await import("./s3/index.ts");
  return new S3ObjectStore(name, { ...place, aws, spec }, opts);
}

export interface ObjectStoreArgs {
  /** Release that the store belongs to, and prefix of its objects' names; at most 41 characters. */
  readonly instance: string;
  /** Namespace of the consumers; a MinIO server runs there too. */
  readonly namespace: string;
  /** Which backend, and what it needs. */
  readonly spec: MinioSpec | ExistingObjectStoreSpec;
  /** "retain" leaves the data volume and the Secrets when the stack is destroyed; a later `up` takes them over. */
  readonly deletion: "retain" | "delete";
}

/**
 * The scheduler's bucket behind an S3 API, handed on as a binding.
 *
 * `minio` makes one server `<instance>-minio` over plain HTTP inside the namespace, the bucket, and a user who may use
 * that bucket alone: the Secret `<instance>-object-store`. MinIO's administrator stays in `<instance>-minio-root`.
 * `existing` makes nothing and points to a Secret that is there; its bucket must exist.
 *
 * Throws `InputPropertiesError` with every wrong argument at once.
 */
export class ObjectStore extends pulumi.ComponentResource implements Store {
  readonly binding: S3Binding;
  readonly endpoint: Endpoint;
  readonly ready: pulumi.CustomResource[];

  constructor(name: string, args: ObjectStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:object-store:ObjectStore", name, {}, opts);
    const { instance, spec } = args;
    refuse(`ObjectStore "${name}"`, checkObjectStore(instance, spec));
    this.endpoint = objectStoreEndpoint(instance, spec);

    if (spec.backend === "existing") {
      this.binding = { revision: String(spec.keyVersion), secretName: spec.secretName, type: "s3" };
      this.ready = [];
    } else {
      const minio = { ...args, spec };
      const child = childOptions(this, opts);
      this.binding = {
        revision: String(spec.keyVersion),
        secretName: minioSecretNames(instance).binding,
        type: "s3",
      };
      const secrets = this.createSecrets(name, minio, child);
      const server = this.createServer(name, minio, pulumi.mergeOptions(child, { dependsOn: secrets.root }));
      const bucket = this.createBucket(
        name,
        minio,
        pulumi.mergeOptions(child, { dependsOn: [secrets.binding, ...server] }),
      );
      this.ready = [secrets.binding, bucket];
    }

    this.registerOutputs({ binding: this.binding });
  }

  private createSecrets(name: string, args: MinioArgs, child: pulumi.CustomResourceOptions) {
    const names = minioSecretNames(args.instance);
    const common = {
      deletion: args.deletion,
      labels: labels(minioIdentity(args.instance)),
      namespace: args.namespace,
    };
    // MinIO takes secret keys of 8 to 40 characters.
    const generated = { keepers: { version: String(args.spec.keyVersion) }, length: 40, special: false };
    const rootPassword = new random.RandomPassword(`${name}-root-password`, generated, child);
    const secretAccessKey = new random.RandomPassword(`${name}-secret-access-key`, generated, child);
    return {
      binding: dataSecret(
        `${name}-binding`,
        {
          ...common,
          name: names.binding,
          type: "servicebinding.io/s3",
          values: { ...minioBinding(args), "secret-access-key": secretAccessKey.result },
        },
        child,
      ),
      root: dataSecret(
        `${name}-root`,
        {
          ...common,
          name: names.root,
          type: "kubernetes.io/basic-auth",
          values: { password: rootPassword.result, username: rootUser },
        },
        child,
      ),
    };
  }

  private createServer(name: string, args: MinioArgs, child: pulumi.CustomResourceOptions): pulumi.CustomResource[] {
    const objects = minioObjects(args);
    const account = new kubernetes.core.v1.ServiceAccount(`${name}-account`, objects.serviceAccount, child);
    const service = new kubernetes.core.v1.Service(`${name}-service`, objects.service, child);
    const server = new kubernetes.apps.v1.StatefulSet(
      `${name}-server`,
      objects.statefulSet,
      pulumi.mergeOptions(child, { dependsOn: account }),
    );
    return [service, server];
  }

  private createBucket(name: string, args: MinioArgs, child: pulumi.CustomResourceOptions): pulumi.CustomResource {
    const objects = bucketObjects(args);
    const account = new kubernetes.core.v1.ServiceAccount(`${name}-bucket-account`, objects.serviceAccount, child);
    return new kubernetes.batch.v1.Job(
      `${name}-bucket`,
      objects.job,
      pulumi.mergeOptions(child, { dependsOn: account }),
    );
  }
}
