import { Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration.js";
import { BucketOwnershipControls } from "@pulumi/aws/s3/bucketOwnershipControls.js";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy.js";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock.js";
import {
  BucketServerSideEncryptionConfiguration,
  type BucketServerSideEncryptionConfigurationArgs,
} from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration.js";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning.js";
import * as pulumi from "@pulumi/pulumi";
import { kept } from "../../aws/retention.ts";
import type { dataLifecycle } from "./lifecycle.ts";

export interface ClosedBucketArgs {
  /** Name, unique among all buckets of AWS. */
  readonly bucket: string;
  readonly policy: pulumi.Input<string>;
  readonly encryption: BucketServerSideEncryptionConfigurationArgs["rules"];
  readonly lifecycle: ReturnType<typeof dataLifecycle>;
  readonly tags: Readonly<Record<string, string>>;
  readonly deletion: "retain" | "delete";
}

/** A bucket that nobody reaches without a right of their own: no ACLs, nothing public, versions, a policy, encryption. */
export function closedBucket(name: string, args: ClosedBucketArgs, child: pulumi.CustomResourceOptions) {
  const options = pulumi.mergeOptions(child, kept(args.deletion));
  const bucket = new Bucket(
    name,
    // Not even a "delete" environment empties a bucket: that is for whoever knows what is in it.
    { bucket: args.bucket, forceDestroy: false, tags: args.tags },
    options,
  );
  const of = { bucket: bucket.bucket };
  const after = (resource: pulumi.Resource) => pulumi.mergeOptions(options, { dependsOn: resource });

  const closed = new BucketPublicAccessBlock(
    `${name}-public-access`,
    { ...of, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    options,
  );
  const ownership = new BucketOwnershipControls(
    `${name}-ownership`,
    { ...of, rule: { objectOwnership: "BucketOwnerEnforced" } },
    options,
  );
  const versioning = new BucketVersioning(
    `${name}-versioning`,
    { ...of, versioningConfiguration: { status: "Enabled" } },
    options,
  );
  const encryption = new BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    { ...of, rules: args.encryption },
    options,
  );
  const lifecycle = new BucketLifecycleConfiguration(
    `${name}-lifecycle`,
    { ...of, rules: args.lifecycle },
    after(versioning),
  );
  // S3 refuses two changes of a bucket's access at once.
  const policy = new BucketPolicy(`${name}-policy`, { ...of, policy: args.policy }, after(closed));
  return { bucket, settings: [closed, ownership, versioning, encryption, lifecycle, policy] };
}
