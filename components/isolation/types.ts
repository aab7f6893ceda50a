/** An address range outside the namespace and the TCP ports that may be reached there. */
export interface EgressRule {
  readonly cidr: string;
  readonly ports: readonly number[];
}

export interface IsolationSpec {
  /** Pod Security Standard that the namespace enforces: baseline only when tenants are operating system users. */
  readonly podSecurity: "restricted" | "baseline";
  /** "off" leaves all traffic open and needs a reason. */
  readonly networkPolicies: { readonly mode: "deny-by-default" } | { readonly mode: "off"; readonly reason: string };
  /** What tasks may reach from the workers. */
  readonly workerEgress: readonly EgressRule[];
  /** Namespace whose Prometheus may scrape the servers; undefined means nobody. */
  readonly monitoringNamespace: string | undefined;
}
