import type { JsonObject } from "../../../stacks/check/kubernetes/json.ts";

/** Provider settings under which the official plugin changes ConfigMaps and Secrets in place. */
export interface Mutability {
  configMaps: boolean;
  secrets: boolean;
}

const SELECTED = ["spec.selector"];
const JOB = ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"];
const STATEFUL_SET = [
  "spec.podManagementPolicy",
  "spec.revisionHistoryLimit",
  "spec.selector",
  "spec.serviceName",
  "spec.volumeClaimTemplates",
];
const CLAIM = ["spec.accessModes", "spec.selector", "spec.storageClassName", "spec.volumeName"];

/**
 * Fields whose change makes the official plugin (4.32) replace the object, by API group and kind.
 *
 * It replaces a Pod for nearly any change of its spec and a PersistentVolume for a change of its source; here the
 * whole spec stands for those.
 */
const RULES: Record<string, string[]> = {
  "apps/DaemonSet": SELECTED,
  "apps/Deployment": SELECTED,
  "apps/StatefulSet": STATEFUL_SET,
  "batch/Job": JOB,
  "/PersistentVolume": ["spec"],
  "/PersistentVolumeClaim": CLAIM,
  "/Pod": ["spec"],
  "/ResourceQuota": ["spec.scopes"],
  "/Secret": ["type"],
  "/Service": ["spec.clusterIP"],
  "rbac.authorization.k8s.io/ClusterRoleBinding": ["roleRef"],
  "rbac.authorization.k8s.io/RoleBinding": ["roleRef"],
  "storage.k8s.io/StorageClass": ["parameters", "provisioner"],
};

/** Property paths that cannot change in place. */
export function replacePaths(manifest: JsonObject, mutability: Mutability): string[] {
  const apiVersion = String(manifest["apiVersion"] ?? "");
  const group = apiVersion.includes("/") ? apiVersion.split("/")[0] : "";
  const kind = `${group}/${manifest["kind"]}`;
  const sealed = manifest["immutable"] === true;
  return [
    "metadata.name",
    "metadata.namespace",
    ...(RULES[kind] ?? []),
    ...(kind === "/ConfigMap" && (sealed || !mutability.configMaps) ? ["binaryData", "data"] : []),
    ...(kind === "/Secret" && (sealed || !mutability.secrets) ? ["data", "stringData"] : []),
  ];
}
