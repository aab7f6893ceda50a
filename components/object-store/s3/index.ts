import { AccessKey } from "@pulumi/aws/iam/accessKey.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { User } from "@pulumi/aws/iam/user.js";
import { UserPolicy } from "@pulumi/aws/iam/userPolicy.js";
import type { Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketLogging } from "@pulumi/aws/s3/bucketLogging.js";
import * as pulumi from "@pulumi/pulumi";
import { encryptionKey } from "../../aws/key.ts";
import { kept } from "../../aws/retention.ts";
import type { AwsSpec } from "../../aws/types.ts";
import { refuse } from "../../binding/checks.ts";
import { childOptions } from "../../binding/children.ts";
import { dataSecret } from "../../binding/secret.ts";
import type { Endpoint, S3Binding } from "../../binding/types.ts";
import { labels } from "../../kubernetes/labels.ts";
import { logSuffix } from "../bucket-name.ts";
import { checkObjectStore } from "../check.ts";
import { objectStoreEndpoint } from "../endpoint.ts";
import { bindingSecretName } from "../minio.ts";
import type { S3Spec } from "../types.ts";
import { closedBucket } from "./bucket.ts";
import { dataLifecycle, logLifecycle } from "./lifecycle.ts";
import { clientPolicy, dataBucketPolicy, logBucketPolicy } from "./policies.ts";

export interface S3ObjectStoreArgs {
  /** Release that the store belongs to, and prefix of its Kubernetes objects' names; at most 41 characters. */
  readonly instance: string;
  /** Namespace of the consumers. */
  readonly namespace: string;
  readonly spec: S3Spec;
  readonly aws: AwsSpec;
  /** "retain" protects the bucket and its key and leaves them in AWS when the stack is destroyed. */
  readonly deletion: "retain" | "delete";
}

type Values = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * The scheduler's bucket in Amazon S3: closed, encrypted with a key of its own, versioned, logged, and open to one user
 * or one role.
 *
 * Needs an AWS and a Kubernetes provider. Throws `InputPropertiesError` with every wrong argument at once.
 */
export class S3ObjectStore extends pulumi.ComponentResource {
  readonly binding: S3Binding;
  readonly endpoint: Endpoint;
  /** What a consumer must depend on: the scheduler's servers do not start without their bucket. */
  readonly ready: pulumi.CustomResource[];

  constructor(name: string, args: S3ObjectStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:object-store:S3ObjectStore", name, {}, opts);
    const { aws, deletion, instance, spec } = args;
    refuse(`S3ObjectStore "${name}"`, checkObjectStore(instance, spec));
    this.endpoint = objectStoreEndpoint(instance, spec);

    const child = childOptions(this, opts);
    const key = encryptionKey(
      `${name}-key`,
      {
        alias: `${aws.prefix}-object-store`,
        deletion,
        description: `Scheduler's bucket ${spec.bucket}`,
        tags: aws.tags,
      },
      child,
    );
    const { bucket, settings } = closedBucket(
      `${name}-bucket`,
      {
        bucket: spec.bucket,
        deletion,
        encryption: [
          {
            applyServerSideEncryptionByDefault: { kmsMasterKeyId: key.arn, sseAlgorithm: "aws:kms" },
            bucketKeyEnabled: true,
          },
        ],
        lifecycle: dataLifecycle(spec),
        policy: key.arn.apply((arn) => dataBucketPolicy(spec.bucket, aws, arn)),
        tags: aws.tags,
      },
      child,
    );
    this.createAccessLogs(name, args, bucket, child);

    const policy = key.arn.apply((arn) => clientPolicy(spec.bucket, aws, arn));
    const access =
      spec.access.kind === "iam-user"
        ? this.createUser(name, args, spec.access.keyVersion, policy, child)
        : this.openToNodes(name, args, spec.access.nodeRole, policy, child);
    const secret = this.createBinding(name, args, access.values, child);
    this.binding = { ...access.binding, secretName: bindingSecretName(instance), type: "s3" };
    this.ready = [bucket, ...settings, access.policy, secret];

    this.registerOutputs({ binding: this.binding });
  }

  /** Who read and wrote what: to a bucket that is there, or to one made for it. */
  private createAccessLogs(
    name: string,
    { aws, deletion, spec: { accessLogs, bucket } }: S3ObjectStoreArgs,
    source: Bucket,
    child: pulumi.CustomResourceOptions,
  ): void {
    const logBucket = accessLogs.kind === "given" ? accessLogs.bucket : bucket + logSuffix;
    const own = accessLogs.kind === "own" && {
      bucket: logBucket,
      deletion,
      // S3 delivers no logs to a bucket that a key of KMS encrypts by default.
      encryption: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      lifecycle: logLifecycle,
      policy: logBucketPolicy(logBucket, bucket, aws),
      tags: aws.tags,
    };
    const made = own ? closedBucket(`${name}-logs`, own, child) : undefined;
    new BucketLogging(
      `${name}-logging`,
      { bucket: source.bucket, targetBucket: logBucket, targetPrefix: `${bucket}/` },
      pulumi.mergeOptions(child, { ...kept(deletion), dependsOn: made?.settings ?? [] }),
    );
  }

  /** A user for versions that sign in with keys alone. Another `keyVersion` makes the new key before the old one goes. */
  private createUser(
    name: string,
    { aws, spec }: S3ObjectStoreArgs,
    keyVersion: number,
    policy: pulumi.Input<string>,
    child: pulumi.CustomResourceOptions,
  ) {
    const user = new User(`${name}-user`, { name: `${aws.prefix}-object-store`, tags: aws.tags }, child);
    const attached = new UserPolicy(`${name}-user-policy`, { name: "bucket", policy, user: user.name }, child);
    const key = new AccessKey(`${name}-access-key-${keyVersion}`, { user: user.name }, child);
    return {
      binding: { revision: `${spec.bucket}/${keyVersion}` },
      policy: attached,
      values: { "access-key-id": key.id, "secret-access-key": key.secret },
    };
  }

  private openToNodes(
    name: string,
    { aws, spec }: S3ObjectStoreArgs,
    nodeRole: string,
    policy: pulumi.Input<string>,
    child: pulumi.CustomResourceOptions,
  ) {
    const attached = new RolePolicy(
      `${name}-node-policy`,
      { name: `${aws.prefix}-object-store`, policy, role: nodeRole },
      child,
    );
    return {
      binding: { revision: spec.bucket, signIn: "instance-profile" as const },
      policy: attached,
      values: {},
    };
  }

  private createBinding(
    name: string,
    { aws, deletion, instance, namespace, spec }: S3ObjectStoreArgs,
    access: Values,
    child: pulumi.CustomResourceOptions,
  ): pulumi.CustomResource {
    return dataSecret(
      `${name}-binding`,
      {
        // Nothing in the bucket needs the keys; but another backend may have left a Secret of this name.
        deletion,
        labels: labels({ component: "object-store", instance, name: "s3" }),
        name: bindingSecretName(instance),
        namespace,
        type: "servicebinding.io/s3",
        values: { ...access, bucket: spec.bucket, provider: "aws", region: aws.region, type: "s3" },
      },
      child,
    );
  }
}
