import { type KubernetesObject, without } from "../../kubernetes/object.ts";

/** The chart's ServiceAccount, which no pod uses any more. */
export const serviceAccount = (object: KubernetesObject): KubernetesObject => ({
  ...object,
  automountServiceAccountToken: false,
});

/** The chart's Role could read every ConfigMap of the namespace; nothing needs it once spring-cloud-kubernetes is off. */
export const role = (object: KubernetesObject): KubernetesObject => ({ ...object, rules: [] });

export const roleBinding = (object: KubernetesObject): KubernetesObject => without(object, "subjects");
