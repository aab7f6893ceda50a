import type { Endpoint } from "../binding/types.ts";
import { selectorLabels } from "../kubernetes/labels.ts";
import { minioIdentity, minioPort } from "./minio.ts";
import type { ObjectStoreSpec } from "./types.ts";

/** Port of its metrics, which is that of the objects; undefined where it shows none here. */
export function objectStoreMetricsPort(spec: ObjectStoreSpec): number | undefined {
  return spec.backend === "minio" && spec.metrics === "on" ? minioPort : undefined;
}

/** Where the object store is reached, known before anything is made: isolation comes before what it isolates. */
export function objectStoreEndpoint(instance: string, spec: ObjectStoreSpec): Endpoint {
  switch (spec.backend) {
    case "existing":
      return { cidr: spec.cidr, kind: "address", port: spec.port };
    case "s3":
      return { cidr: spec.cidr, kind: "address", port: 443 };
    case "minio":
      return { kind: "pods", labels: selectorLabels(minioIdentity(instance)), port: minioPort };
  }
}
