import type { ResourceSpec } from "../kubernetes/resources.ts";

/** Linkerd around an environment's pods: who is who by certificate, who may call whom, and retries of API reads. */
export interface MeshSpec {
  /** Namespace of Linkerd's control plane. */
  readonly controlPlaneNamespace: string;
  /**
   * Whether Linkerd's CNI plugin leads traffic through the proxy. Without it an init container with NET_ADMIN does, which
   * the namespace must then allow.
   */
  readonly cni: { readonly mode: "installed" } | { readonly mode: "missing"; readonly reason: string };
  /** "audit" lets through what would be denied, and has each proxy log and count it. */
  readonly authorization: "deny" | "audit";
  /** Other namespaces that call in and whose pods have proxies too: they are known by certificate. */
  readonly meshedNamespaces: readonly string[];
  /** Address ranges of the cluster's pods: from there callers without a proxy may come, and from nowhere else. */
  readonly podNetworks: readonly string[];
  /** Namespace of the multi-cluster gateway that other clusters reach the API through; undefined exports nothing. */
  readonly gatewayNamespace: string | undefined;
  /** What each proxy may use. */
  readonly proxy: ResourceSpec;
}

/** What the mesh is made of, as far as connections go: part of the environment's topology. */
export interface MeshTopology {
  readonly controlPlaneNamespace: string;
  /** Service account of each role whose pods have a proxy: the name in its certificate. */
  readonly accounts: Readonly<Record<string, string>>;
  /** Why pods of a role have none. */
  readonly exempt: Readonly<Record<string, string>>;
  /** Other namespaces whose pods have proxies. */
  readonly meshedNamespaces: readonly string[];
  /** Namespace of the multi-cluster gateway; undefined when nothing is exported. */
  readonly gatewayNamespace: string | undefined;
}

/** Pods with a proxy, and how the proxy treats their connections. */
export interface MeshMember {
  readonly role: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Ports the proxy forwards without looking into, because the protocol is not HTTP. */
  readonly opaquePorts: readonly number[];
  /** Ports on which calls leave without the proxy, because nobody behind them has one. */
  readonly skippedPorts: readonly number[];
}

/** Who may open connections to one port of a role. */
export interface Authorization {
  readonly role: string;
  readonly labels: Readonly<Record<string, string>>;
  /** By its name where it is one of several kinds of pods, each with a number of its own. */
  readonly port: number | string;
  readonly protocol: "HTTP/1" | "opaque";
  readonly callers: readonly AuthorizedCaller[];
}

export type AuthorizedCaller =
  /** Pods of the environment's own namespace, by the service account in their certificate. */
  | { readonly kind: "account"; readonly name: string }
  /** All pods of another namespace, by the namespace in their certificate. */
  | { readonly kind: "namespace"; readonly name: string }
  /** Pods without a certificate, by address; which namespace's is up to the network policies. */
  | { readonly kind: "network" };
