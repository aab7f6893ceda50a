import type { ResourceSpec, StorageSpec } from "../kubernetes/resources.ts";

/** One MinIO server with one volume, for trying out. */
export interface MinioSpec {
  readonly backend: "minio";
  readonly image: string;
  /** Image with the `mc` client, which makes the bucket. */
  readonly clientImage: string;
  readonly bucket: string;
  readonly region: string;
  /** Another number is another generated key of the scheduler's user, and another password of the administrator. */
  readonly keyVersion: number;
  readonly storage: StorageSpec;
  readonly resources: ResourceSpec;
  /** "on": whoever reaches the S3 port may read the metrics, too. "off": nobody may. */
  readonly metrics: "on" | "off";
}

export interface ExistingObjectStoreSpec {
  readonly backend: "existing";
  readonly secretName: string;
  /** Another number restarts the consumers, which read the Secret at start. */
  readonly keyVersion: number;
  readonly port: number;
  readonly cidr: string | undefined;
}

/** How the scheduler signs in to S3. */
export type S3Access =
  /** A user with a key in the binding's Secret; another `keyVersion` is another key. */
  | { readonly kind: "iam-user"; readonly keyVersion: number }
  /** The role of the cluster's nodes, by its name: every pod on them can use it. */
  | { readonly kind: "instance-profile"; readonly nodeRole: string };

/** A bucket of Amazon S3 in the environment's region. */
export interface S3Spec {
  readonly backend: "s3";
  /** Name, unique among all buckets of AWS. */
  readonly bucket: string;
  readonly access: S3Access;
  /** Where S3 writes who read and wrote what: a bucket made for it, `<bucket>-logs`, or one that is there. */
  readonly accessLogs: { readonly kind: "own" } | { readonly kind: "given"; readonly bucket: string };
  /** Folder of the task logs, and the days that they are kept; undefined keeps them. */
  readonly taskLogs: { readonly prefix: string; readonly days: number | undefined };
  /** Address range of S3, for the network policy; undefined allows any address on port 443. */
  readonly cidr: string | undefined;
}

/** Where resource files and task logs go: an S3 API. */
export type ObjectStoreSpec = MinioSpec | ExistingObjectStoreSpec | S3Spec;
