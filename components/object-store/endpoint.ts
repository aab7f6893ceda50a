import type { Endpoint } from "../binding/types.ts";
import { selectorLabels } from "../kubernetes/labels.ts";
import { minioIdentity, minioPort } from "./minio.ts";
import type { ObjectStoreSpec } from "./types.ts";

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
