import type { ResourceSpec, StorageSpec } from "../kubernetes/resources.ts";

/** Where resource files and task logs go: an S3 API. */
export type ObjectStoreSpec =
  | {
      /** One MinIO server with one volume, for trying out. */
      readonly backend: "minio";
      readonly image: string;
      /** Image with the `mc` client, which makes the bucket. */
      readonly clientImage: string;
      readonly bucket: string;
      readonly region: string;
      readonly storage: StorageSpec;
      readonly resources: ResourceSpec;
    }
  | {
      readonly backend: "existing";
      readonly secretName: string;
      readonly port: number;
      readonly cidr: string | undefined;
    };

export type MinioSpec = Extract<ObjectStoreSpec, { backend: "minio" }>;
