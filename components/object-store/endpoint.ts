import type { Endpoint } from "../binding/types.ts";
import { selectorLabels } from "../kubernetes/labels.ts";
import { minioIdentity, minioPort } from "./minio.ts";
import type { ObjectStoreSpec } from "./types.ts";

/** Where the object store is reached, known before anything is made: isolation comes before what it isolates. */
export function objectStoreEndpoint(instance: string, spec: ObjectStoreSpec): Endpoint {
  return spec.backend === "existing"
    ? { cidr: spec.cidr, kind: "address", port: spec.port }
    : { kind: "pods", labels: selectorLabels(minioIdentity(instance)), port: minioPort };
}
