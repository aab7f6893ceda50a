import { minioEndpoint } from "./minio.ts";
import type { ObjectStoreSpec } from "./types.ts";

/** A bucket by its name and its endpoint; undefined is AWS itself. */
export interface StoreLocation {
  readonly bucket: string;
  readonly endpoint: string | undefined;
}

/** Where the bucket is, for others that write to it; undefined where only its Secret knows. */
export function storeLocation(
  { instance, namespace }: { readonly instance: string; readonly namespace: string },
  spec: ObjectStoreSpec,
): StoreLocation | undefined {
  switch (spec.backend) {
    case "existing":
      return undefined;
    case "s3":
      return { bucket: spec.bucket, endpoint: undefined };
    case "minio":
      return { bucket: spec.bucket, endpoint: minioEndpoint({ instance, namespace }) };
  }
}
