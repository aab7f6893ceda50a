import { BlockList } from "node:net";
import type { Policy } from "../../components/isolation/policies.ts";

/** A pod of a namespace, or (without a namespace) a host outside the cluster. */
export interface Host {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ip: string;
}

type Selector = { readonly matchLabels?: Readonly<Record<string, string>> };
type EgressRule = NonNullable<Policy["spec"]["egress"]>[number];
type PolicyPeer = NonNullable<EgressRule["to"]>[number];

/**
 * Whether policies let one host open a connection to another, by the rules of
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/: a pod that no policy selects is open;
 * otherwise some policy must allow the connection, on each side by itself.
 */
export function reaches(policies: readonly Policy[], from: Host, to: Host, port: number, protocol = "TCP"): boolean {
  const out = rulesFor(policies, from, "Egress", ({ egress = [] }) => egress);
  const into = rulesFor(policies, to, "Ingress", ({ ingress = [] }) => ingress);
  const portAllowed = (rule: { readonly ports: readonly { port: number; protocol: string }[] }) =>
    rule.ports.some((allowed) => allowed.port === port && allowed.protocol === protocol);
  const peerAllowed = (peers: readonly PolicyPeer[] | undefined, host: Host, namespace: string | undefined) =>
    peers === undefined || peers.some((peer) => matches(peer, host, namespace));
  return (
    (out === undefined || out.some((rule) => portAllowed(rule) && peerAllowed(rule.to, to, from.namespace))) &&
    (into === undefined || into.some((rule) => portAllowed(rule) && peerAllowed(rule.from, from, to.namespace)))
  );
}

/** The rules of all policies that select the host; undefined when none does. */
function rulesFor<T>(
  policies: readonly Policy[],
  host: Host,
  direction: "Egress" | "Ingress",
  rules: (spec: Policy["spec"]) => T[],
): T[] | undefined {
  const selecting = policies.filter(
    ({ metadata, spec }) =>
      metadata.namespace === host.namespace && spec.policyTypes.includes(direction) && selects(spec.podSelector, host),
  );
  return selecting.length === 0 ? undefined : selecting.flatMap(({ spec }) => rules(spec));
}

function matches(peer: PolicyPeer, host: Host, policyNamespace: string | undefined): boolean {
  if (peer.ipBlock) {
    const { cidr, except = [] } = peer.ipBlock;
    return within(host.ip, cidr) && !except.some((hole) => within(host.ip, hole));
  }
  const namespace = peer.namespaceSelector
    ? peer.namespaceSelector.matchLabels?.["kubernetes.io/metadata.name"]
    : policyNamespace;
  return host.namespace === namespace && selects(peer.podSelector ?? {}, host);
}

function selects({ matchLabels = {} }: Selector, host: Host): boolean {
  return Object.entries(matchLabels).every(([key, value]) => host.labels?.[key] === value);
}

function within(ip: string, cidr: string): boolean {
  const [network = "", prefix = ""] = cidr.split("/");
  const range = new BlockList();
  range.addSubnet(network, Number(prefix), "ipv4");
  return range.check(ip, "ipv4");
}
