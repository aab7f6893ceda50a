import { BlockList, isIPv6 } from "node:net";
import { labels } from "../kubernetes/labels.ts";
import type { Flow, Labels, Peer } from "./flows.ts";

type Selector = { readonly matchLabels: Labels } | Record<string, never>;

interface PolicyPeer {
  readonly ipBlock?: { readonly cidr: string; readonly except?: string[] };
  readonly namespaceSelector?: Selector;
  readonly podSelector?: Selector;
}

interface PolicyPort {
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
}

/** A networking.k8s.io/v1 NetworkPolicy, as plain data. */
export interface Policy {
  readonly metadata: { readonly labels: Record<string, string>; readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly egress?: { readonly ports: PolicyPort[]; readonly to?: PolicyPeer[] }[];
    readonly ingress?: { readonly from: PolicyPeer[]; readonly ports: PolicyPort[] }[];
    readonly podSelector: Selector;
    readonly policyTypes: ("Egress" | "Ingress")[];
  };
}

/** Policies of a namespace in which nothing may talk to anything but DNS. */
export function denyingPolicies(instance: string, namespace: string): Policy[] {
  return [
    policy(instance, namespace, "default-deny", { podSelector: {}, policyTypes: ["Egress", "Ingress"] }),
    policy(instance, namespace, "dns", { egress: [dnsRule()], podSelector: {}, policyTypes: ["Egress"] }),
  ];
}

/**
 * Policies that allow exactly the given flows, one for each role, sorted by name. A flow between two roles needs a
 * rule at both ends, so it is in both policies.
 */
export function allowingPolicies(instance: string, namespace: string, flows: readonly Flow[]): Policy[] {
  return [...roles(flows)]
    .map(([role, podLabels]) => policy(instance, namespace, role, roleSpec(role, podLabels, flows)))
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

function policy(instance: string, namespace: string, suffix: string, spec: Policy["spec"]): Policy {
  const identity = { name: "network-policy", instance, component: suffix };
  return { metadata: { labels: labels(identity), name: `${instance}-${suffix}`, namespace }, spec };
}

/** The label is what kubeadm, the large clouds and CoreDNS's own chart all set, whatever the server behind it is. */
function dnsRule() {
  return {
    ports: [
      { port: 53, protocol: "TCP" as const },
      { port: 53, protocol: "UDP" as const },
    ],
    to: [{ namespaceSelector: namespaceNamed("kube-system"), podSelector: { matchLabels: { "k8s-app": "kube-dns" } } }],
  };
}

/** A direction without rules is left out, as the API server does: an empty list would come back as a difference. */
function roleSpec(role: string, podLabels: Labels, flows: readonly Flow[]): Policy["spec"] {
  const out = flows.filter((flow) => plays(flow.from, role));
  const into = flows.filter((flow) => plays(flow.to, role));
  return {
    ...(out.length > 0 && { egress: out.map(({ to, ports }) => egressRule(to, ports)) }),
    ...(into.length > 0 && {
      ingress: into.map(({ from, ports }) => ({ from: [policyPeer(from)], ports: tcp(ports) })),
    }),
    podSelector: { matchLabels: podLabels },
    policyTypes: ["Egress", "Ingress"],
  };
}

function roles(flows: readonly Flow[]): Map<string, Labels> {
  const peers = flows.flatMap(({ from, to }) => [from, to]);
  return new Map(peers.flatMap((peer) => (peer.kind === "pods" ? [[peer.role, peer.labels] as const] : [])));
}

function plays(peer: Peer, role: string): boolean {
  return peer.kind === "pods" && peer.role === role;
}

/** Without `to`, the rule reaches every address, pods of other namespaces included. */
function egressRule(to: Peer, ports: readonly number[]) {
  return to.kind === "anywhere" ? { ports: tcp(ports) } : { ports: tcp(ports), to: [policyPeer(to)] };
}

function policyPeer(peer: Exclude<Peer, { kind: "anywhere" }>): PolicyPeer {
  switch (peer.kind) {
    case "pods":
      return { podSelector: { matchLabels: peer.labels } };
    case "namespace":
      return { namespaceSelector: namespaceNamed(peer.name) };
    case "address":
      return { ipBlock: ipBlock(peer.cidr) };
  }
}

/** Addresses at which clouds hand a node's credentials to whoever asks. */
const metadataServices = { ipv4: "169.254.169.254", ipv6: "fd00:ec2::254" };

/** A wide range leaves the cloud's metadata service out; who needs it names it by a range of its own. */
function ipBlock(cidr: string) {
  const [network = "", prefix = ""] = cidr.split("/");
  const family = isIPv6(network) ? "ipv6" : "ipv4";
  const range = new BlockList();
  range.addSubnet(network, Number(prefix), family);
  const wide = Number(prefix) < 16 && range.check(metadataServices[family], family);
  return wide ? { cidr, except: [`${metadataServices[family]}/${family === "ipv6" ? 128 : 32}`] } : { cidr };
}

function tcp(ports: readonly number[]): PolicyPort[] {
  return ports.toSorted((a, b) => a - b).map((port) => ({ port, protocol: "TCP" }));
}

function namespaceNamed(name: string): Selector {
  return { matchLabels: { "kubernetes.io/metadata.name": name } };
}
