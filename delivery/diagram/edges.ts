import type { BackupSpec } from "../../components/database/types.ts";
import { type Flow, flows, type Topology } from "../../components/isolation/flows.ts";
import { type ServerName, serverNames } from "../../components/scheduler/types.ts";
import type { EnvironmentSpec } from "../../stacks/config/spec.ts";
import { topology } from "../../stacks/topology.ts";
import { neighbourId } from "./around.ts";
import { serversGroup } from "./servers.ts";
import type { DiagramEdge, Way } from "./types.ts";

/** Id of the cluster's own API, where something calls it. */
export const clusterApi = "kubernetes-api";

/** Every connection that network policies open, and what is drawn besides: users, logins, scalers, secrets. */
export function edgesOf(spec: EnvironmentSpec, environmentGroup: string): readonly DiagramEdge[] {
  const known = topology(spec);
  const needed = flows(named(known), { ...spec.isolation, egress: [] }).map((flow) => edgeOf(flow, spec, known));
  return [...foldServers(merged(needed)), ...around(spec, known.servers.api.port, environmentGroup)];
}

/** Stores that are elsewhere go by their role too: a policy asks for their address, a picture for what they are. */
function named(known: Topology): Topology {
  const store = (port: number) => ({ kind: "pods" as const, labels: {}, port });
  const { database, objectStore, registry } = known;
  return {
    ...known,
    database: store(database.port),
    objectStore: store(objectStore.port),
    registry: registry && store(registry.port),
    databaseCluster: known.databaseCluster && {
      ...known.databaseCluster,
      backups: store(known.databaseCluster.backups.port),
    },
  };
}

function edgeOf({ from, ports, to }: Flow, spec: EnvironmentSpec, known: Topology): DiagramEdge {
  const source = from.kind === "pods" ? from.role : neighbourId(from.name);
  const target = to.kind === "pods" ? roleOf(source, to.role, spec) : clusterApi;
  const metrics = from.kind === "namespace" && from.name === spec.isolation.monitoringNamespace;
  const meshed = idsInMesh(known);
  // Metrics are on ports of their own, without TLS.
  const otherwise = !metrics && speaksTls(target, spec) ? "tls" : "plain";
  const way = meshed.has(source) && meshed.has(target) ? "mesh" : otherwise;
  return { from: source, to: target, way, ports, ...(metrics && { label: "metrics" }) };
}

/** Backups may have a place of their own, which is no pods' role. */
function roleOf(from: string, role: string, { database }: EnvironmentSpec): string {
  const own = database.backend !== "cloudnative-pg" || database.backups.store.kind === "own";
  return from === "database" && role === "object-store" && !own ? "backups" : role;
}

/** Nodes whose pods have proxies. Accounts are told for stores too that may be elsewhere, where no proxy is. */
function idsInMesh({ database, mesh, objectStore, registry }: Topology): ReadonlySet<string> {
  if (mesh === undefined) return new Set();
  const stores = { database, "object-store": objectStore, registry };
  const elsewhere = Object.entries(stores).flatMap(([role, endpoint]) => (endpoint?.kind === "pods" ? [] : [role]));
  const namespaces = [...mesh.meshedNamespaces, ...(mesh.gatewayNamespace ? [mesh.gatewayNamespace] : [])];
  const roles = Object.keys(mesh.accounts).filter((role) => !elsewhere.includes(role));
  return new Set([...roles, ...namespaces.map(neighbourId)]);
}

function speaksTls(to: string, { database, objectStore, registry }: EnvironmentSpec): boolean {
  switch (to) {
    case "database":
      return database.backend === "existing" ? database.sslMode !== "disable" : database.backend !== "in-cluster";
    case "object-store":
      return objectStore.backend === "s3" || (objectStore.backend === "existing" && objectStore.port === 443);
    case "registry":
      if (registry.backend === "existing") return registry.signIn === "certificates";
      return registry.backend !== "jdbc" && registry.access.mode === "certificates";
    case "backups":
      return database.backend === "cloudnative-pg" && !isPlainHttp(database.backups.store);
    default:
      return to === clusterApi;
  }
}

function isPlainHttp(store: BackupSpec["store"]): boolean {
  return store.kind === "given" && store.endpoint?.startsWith("http:") === true;
}

/** One edge for all that the same two say in the same way. What calls its own kind is no edge. */
function merged(edges: readonly DiagramEdge[]): readonly DiagramEdge[] {
  const apart = edges.filter(({ from, to }) => from !== to);
  return [...Map.groupBy(apart, ({ from, to, way }) => `${from} ${to} ${way}`).values()].flatMap((same) => {
    const ports = [...new Set(same.flatMap((edge) => edge.ports))].sort((a, b) => a - b);
    return same[0] === undefined ? [] : [{ ...same[0], ports }];
  });
}

const isServer = (id: string) => serverNames.includes(id as ServerName);

/** Where all four servers do the same it is drawn once, from or to the frame around them. */
function foldServers(edges: readonly DiagramEdge[]): readonly DiagramEdge[] {
  const keyOf = ({ from, to, way }: DiagramEdge) => {
    if (isServer(from) === isServer(to)) return undefined;
    return isServer(from) ? `${serversGroup} ${to} ${way}` : `${from} ${serversGroup} ${way}`;
  };
  const groups = Map.groupBy(edges, (edge) => keyOf(edge) ?? `${edge.from} ${edge.to} ${edge.way}`);
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined || same.length < serverNames.length) return same;
    const ports = [...new Set(same.flatMap((edge) => edge.ports))].sort((a, b) => a - b);
    return isServer(first.from) ? [{ ...first, from: serversGroup, ports }] : [{ ...first, to: serversGroup, ports }];
  });
}

function around(spec: EnvironmentSpec, apiPort: number, environmentGroup: string): readonly DiagramEdge[] {
  const { externalSecrets, ingress, isolation, login, servers, tls } = spec;
  const { autoscaling } = servers.worker;
  const secured = (yes: boolean): Way => (yes ? "tls" : "plain");
  return [
    ingress === undefined
      ? { from: "users", to: "api", way: "plain", ports: [apiPort] }
      : {
          from: "users",
          to: neighbourId(ingress.controllerNamespace),
          way: secured(ingress.tlsSecretName !== undefined),
          ports: [ingress.tlsSecretName === undefined ? 80 : 443],
        },
    ...isolation.egress.flatMap(({ from, ports }, index) =>
      from.map((server): DiagramEdge => ({ from: server, to: `egress-${index}`, way: "plain", ports })),
    ),
    ...(login.type === "password"
      ? []
      : [edge("api", "login", secured(/^(https|ldaps):/.test(login.url)), "who may sign in")]),
    ...(tls && tls.issuer.kind !== "existing"
      ? [edge(neighbourId(tls.certManagerNamespace), "authority", "tls", "orders")]
      : []),
    ...(autoscaling?.by === "keda"
      ? [edge(neighbourId(autoscaling.operatorNamespace), "worker", "control", "scales")]
      : []),
    ...(externalSecrets ? [edge("secret-store", environmentGroup, "control", "Secrets")] : []),
  ];
}

function edge(from: string, to: string, way: Way, label: string): DiagramEdge {
  return { from, to, way, ports: [], label };
}
