import type { Caller, Flow, Labels } from "../isolation/flows.ts";
import { adminPort } from "./linkerd.ts";
import type { Authorization, AuthorizedCaller, MeshMember, MeshTopology } from "./types.ts";

/** Ports on which a role speaks HTTP; all others are opaque to proxies. */
export type HttpPorts = (role: string, port: number) => boolean;

/** Every role that has a proxy and takes part in a flow, sorted by name. */
export function members(flows: readonly Flow[], mesh: MeshTopology, isHttp: HttpPorts): MeshMember[] {
  return [...rolesOf(flows)]
    .filter(([role]) => isMember(mesh, role))
    .map(([role, labels]) => ({
      role,
      labels,
      opaquePorts: inboundPorts(flows, role).filter((port) => !isHttp(role, port)),
      skippedPorts: skippedPorts(flows, mesh, role),
    }))
    .sort((a, b) => (a.role < b.role ? -1 : 1));
}

/**
 * Who may call which port, from the same flows as the network policies. Only roles with a proxy are in it: nobody could
 * enforce it for others. Sorted by role and port.
 */
export function authorizations(flows: readonly Flow[], mesh: MeshTopology, isHttp: HttpPorts): Authorization[] {
  return [...rolesOf(flows)]
    .filter(([role]) => isMember(mesh, role))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([role, labels]) =>
      inboundPorts(flows, role).map((port): Authorization => {
        const into = flows.filter(({ ports, to }) => plays(to, role) && ports.includes(port));
        const protocol = isHttp(role, port) ? "HTTP/1" : "opaque";
        return { role, labels, port, protocol, callers: distinct(into.map(({ from }) => callerOf(from, mesh))) };
      }),
    );
}

/** Who may read the metrics of the proxies themselves, which all pods of the environment show on one port. */
export function proxyMetrics(instance: string, monitoringNamespace: string, mesh: MeshTopology): Authorization {
  const labels = { "app.kubernetes.io/instance": instance };
  const callers = [callerOf({ kind: "namespace", name: monitoringNamespace }, mesh)];
  return { role: "proxy", labels, port: adminPort, protocol: "HTTP/1", callers };
}

/** HTTP is what browsers, Prometheus and clients of the object store speak. */
export function httpPortsOf(
  flows: readonly Flow[],
  apiPort: number,
  monitoringNamespace: string | undefined,
): HttpPorts {
  const scraped = (role: string, port: number) =>
    flows.some(
      ({ from, ports, to }) =>
        from.kind === "namespace" && from.name === monitoringNamespace && plays(to, role) && ports.includes(port),
    );
  return (role, port) => role === "object-store" || (role === "api" && port === apiPort) || scraped(role, port);
}

export function isMember(mesh: MeshTopology, role: string): boolean {
  return Object.hasOwn(mesh.accounts, role);
}

function callerOf(caller: Caller, mesh: MeshTopology): AuthorizedCaller {
  if (caller.kind === "namespace") {
    const meshed = mesh.meshedNamespaces.includes(caller.name) || caller.name === mesh.gatewayNamespace;
    return meshed ? { kind: "namespace", name: caller.name } : { kind: "network" };
  }
  const account = isMember(mesh, caller.role) ? mesh.accounts[caller.role] : undefined;
  return account === undefined ? { kind: "network" } : { kind: "account", name: account };
}

/** What leaves for where nobody has a proxy goes past it too, unless the same port is also one of the mesh's. */
function skippedPorts(flows: readonly Flow[], mesh: MeshTopology, role: string): number[] {
  const out = flows.filter(({ from }) => plays(from, role));
  const meshed = ({ to }: Flow) => to.kind === "pods" && isMember(mesh, to.role);
  const inMesh = new Set(out.filter(meshed).flatMap(({ ports }) => ports));
  return numbers(out.filter((flow) => !meshed(flow)).flatMap(({ ports }) => ports)).filter((port) => !inMesh.has(port));
}

function inboundPorts(flows: readonly Flow[], role: string): number[] {
  return numbers(flows.filter(({ to }) => plays(to, role)).flatMap(({ ports }) => ports));
}

function rolesOf(flows: readonly Flow[]): Map<string, Labels> {
  const peers = flows.flatMap(({ from, to }) => [from, to]);
  return new Map(peers.flatMap((peer) => (peer.kind === "pods" ? [[peer.role, peer.labels] as const] : [])));
}

function plays(peer: Flow["from"] | Flow["to"], role: string): boolean {
  return peer.kind === "pods" && peer.role === role;
}

function numbers(ports: readonly number[]): number[] {
  return [...new Set(ports)].sort((a, b) => a - b);
}

function distinct(callers: readonly AuthorizedCaller[]): AuthorizedCaller[] {
  const byKey = new Map(callers.map((caller) => [JSON.stringify(caller), caller]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, caller]) => caller);
}
