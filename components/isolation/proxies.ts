import { adminPort, controlPlanePorts, inboundPort } from "../mesh/linkerd.ts";
import type { MeshTopology } from "../mesh/types.ts";
import type { Caller, Flow, Peer } from "./flows.ts";

/**
 * The flows with what proxies need to carry them: each calls the control plane, calls between proxies arrive on one port
 * whichever port they are for, and who reads the servers' metrics reads the proxies' too.
 *
 * The port between proxies lets a caller reach every port of the callee as far as network policies go. Which of them it
 * may use is then up to the callee's proxy, which knows the caller by certificate.
 */
export function withProxies(flows: readonly Flow[], mesh: MeshTopology, monitoringNamespace?: string): Flow[] {
  const isMember = (peer: Peer) => peer.kind === "pods" && Object.hasOwn(mesh.accounts, peer.role);
  const hasProxy = (peer: Peer) =>
    isMember(peer) ||
    (peer.kind === "namespace" && [...mesh.meshedNamespaces, mesh.gatewayNamespace].includes(peer.name));
  const members = callers(flows).filter(isMember);
  const metrics = monitoringNamespace === undefined ? [] : members.map((to) => readMetrics(monitoringNamespace, to));
  return [
    ...[...flows, ...metrics].map((flow) =>
      hasProxy(flow.from) && isMember(flow.to) ? { ...flow, ports: [...flow.ports, inboundPort] } : flow,
    ),
    ...members.map((from): Flow => {
      return { from, to: { kind: "namespace", name: mesh.controlPlaneNamespace }, ports: controlPlanePorts };
    }),
  ];
}

const readMetrics = (namespace: string, to: Caller): Flow => {
  return { from: { kind: "namespace", name: namespace }, to, ports: [adminPort] };
};

/** Everybody in the environment who takes part in a flow, once each. */
function callers(flows: readonly Flow[]): Caller[] {
  const peers = flows.flatMap(({ from, to }) => [from, to]);
  const byRole = new Map(peers.flatMap((peer) => (peer.kind === "pods" ? [[peer.role, peer] as const] : [])));
  return [...byRole.values()];
}
