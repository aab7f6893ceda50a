/** Pod security context of the restricted Pod Security Standard, for one fixed user and group. */
export function restrictedPod(uid: number) {
  return {
    fsGroup: uid,
    fsGroupChangePolicy: "OnRootMismatch",
    runAsGroup: uid,
    runAsNonRoot: true,
    runAsUser: uid,
    seccompProfile: { type: "RuntimeDefault" },
  } as const;
}

/**
 * Container security context of the restricted Pod Security Standard
 * (https://kubernetes.io/docs/concepts/security/pod-security-standards/).
 */
export function restrictedContainer(rootFilesystem: "read-only" | "writable") {
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    privileged: false,
    readOnlyRootFilesystem: rootFilesystem === "read-only",
    runAsNonRoot: true,
    seccompProfile: { type: "RuntimeDefault" },
  };
}
