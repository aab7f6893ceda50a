import type { Problem } from "../binding/checks.ts";
import { labels } from "../kubernetes/labels.ts";
import type { IsolationSpec } from "./types.ts";

/**
 * Version of the Pod Security Standards. Pinned, so that an upgrade of the cluster cannot start to refuse pods
 * overnight; a cluster that does not know it yet takes the newest it knows.
 */
const podSecurityVersion = "v1.34";

/** Metadata of the environment's namespace: what pods it takes, and why it is not isolated when it is not. */
export function namespaceMetadata(instance: string, namespace: string, spec: IsolationSpec) {
  const modes = { audit: "restricted", enforce: spec.podSecurity, warn: "restricted" };
  return {
    ...(spec.networkPolicies.mode === "off" && {
      annotations: { "dolphinpod/network-policies-off": spec.networkPolicies.reason },
    }),
    labels: {
      ...labels({ name: "dolphinscheduler", instance, component: "namespace" }),
      ...Object.fromEntries(
        Object.entries(modes).flatMap(([mode, level]) => [
          [`pod-security.kubernetes.io/${mode}`, level],
          [`pod-security.kubernetes.io/${mode}-version`, podSecurityVersion],
        ]),
      ),
    },
    name: namespace,
  };
}

/** Isolating a namespace cuts off everything in it, so it must be one that nobody else lives in. */
export function checkNamespace(namespace: string): Problem[] {
  if (namespace !== "default" && !namespace.startsWith("kube-")) return [];
  const reason =
    `namespace: "${namespace}" is the cluster's own; allowed is any name but "default" and "kube-...", ` +
    'because all traffic of the namespace will be denied. Try "dolphinscheduler".';
  return [{ propertyPath: "namespace", reason }];
}
