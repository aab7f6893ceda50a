/** CPU in cores (Kubernetes quantity, "500m"), memory in bytes (Kubernetes quantity, "2Gi"). */
export interface ResourceSpec {
  readonly cpu: { readonly request: string; readonly limit: string };
  readonly memory: { readonly request: string; readonly limit: string };
}

/** A volume claim of a backing service. Without a class the cluster's default class is used. */
export interface StorageSpec {
  /** Bytes (Kubernetes quantity, "20Gi"). It can grow where the class allows that, and never shrink. */
  readonly size: string;
  /** Name of the StorageClass. */
  readonly storageClass: string | undefined;
}

/** The `resources` of a container. */
export function resourceRequirements(spec: ResourceSpec) {
  return {
    limits: { cpu: spec.cpu.limit, memory: spec.memory.limit },
    requests: { cpu: spec.cpu.request, memory: spec.memory.request },
  };
}
