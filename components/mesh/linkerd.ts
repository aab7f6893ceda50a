/**
 * Ports of Linkerd's control plane that proxies call: identity, destination and policy
 * (https://linkerd.io/2.19/reference/controlplane-port-names/).
 */
export const controlPlanePorts: readonly number[] = [8080, 8086, 8090];

/** Port on which a proxy takes calls from other proxies, whichever port they are for. */
export const inboundPort = 4143;

/** Port on which a proxy shows its metrics and answers its own probes; it is never redirected. */
export const adminPort = 4191;

/**
 * Makes the proxy a native sidecar: it starts before everything else in the pod, ends after it, and does not keep a Job
 * from ending. Needs Kubernetes 1.29. The annotation moved (pkg/k8s/labels.go of linkerd/linkerd2): all versions from
 * 2.15 to 2.20 read the first, 2.20 and later the second.
 */
export const nativeSidecar = [
  "config.alpha.linkerd.io/proxy-enable-native-sidecar",
  "config.linkerd.io/proxy-enable-native-sidecar",
] as const;
