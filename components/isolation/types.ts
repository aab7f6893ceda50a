import type { ServerName } from "../scheduler/types.ts";

/** An address range outside the namespace, the TCP ports that may be reached there, and who may. */
export interface EgressRule {
  /** Servers that open the connections: tasks do from the workers, notifications from the alert servers. */
  readonly from: readonly ServerName[];
  readonly cidr: string;
  readonly ports: readonly number[];
}

export interface IsolationSpec {
  /**
   * Pod Security Standard that the namespace enforces: baseline only when tenants are operating system users, privileged
   * only when the mesh has no CNI plugin.
   */
  readonly podSecurity: "restricted" | "baseline" | "privileged";
  /** "off" leaves all traffic open and needs a reason. */
  readonly networkPolicies: { readonly mode: "deny-by-default" } | { readonly mode: "off"; readonly reason: string };
  /** What servers may reach besides the backing services and DNS. */
  readonly egress: readonly EgressRule[];
  /** Namespace whose Prometheus may scrape the servers; undefined means nobody. */
  readonly monitoringNamespace: string | undefined;
}
