import { change, type KubernetesObject } from "../../kubernetes/object.ts";

/** Metadata of an object that Pulumi's Kubernetes plugin does not wait for. */
export const notAwaited = (metadata: KubernetesObject): KubernetesObject =>
  change(metadata, "annotations", (annotations) => ({ ...annotations, "pulumi.com/skipAwait": "true" }));
