import type { Endpoint } from "../binding/types.ts";
import type { MeshTopology } from "../mesh/types.ts";
import { type ServerName, serverNames } from "../scheduler/types.ts";
import type { IsolationSpec } from "./types.ts";

export type Labels = Readonly<Record<string, string>>;

/** One end of a flow. A caller is always pods or a namespace. */
export type Peer = Caller | { readonly kind: "address"; readonly cidr: string } | { readonly kind: "anywhere" };

export type Caller =
  /** Pods of the environment's own namespace, by the role they play in it. */
  | { readonly kind: "pods"; readonly role: string; readonly labels: Labels }
  /** Every pod of another namespace. */
  | { readonly kind: "namespace"; readonly name: string };

/** Who opens connections to whom, on which TCP ports. */
export interface Flow {
  readonly from: Caller;
  readonly to: Peer;
  readonly ports: readonly number[];
  /** What the pods call the one port, where several kinds of pods have one by that name, each under its own number. */
  readonly portName?: string;
}

/** What an environment is made of, as far as connections go. */
export interface Topology {
  /** Release name: the `app.kubernetes.io/instance` of the servers. */
  readonly instance: string;
  /** Ports on which the servers call each other and show their metrics. */
  readonly servers: Readonly<Record<ServerName, { readonly port: number; readonly actuatorPort: number }>>;
  readonly database: Endpoint;
  /** What the database's own pods need, where an operator runs them; undefined otherwise. */
  readonly databaseCluster: DatabaseCluster | undefined;
  /** Undefined when the registry is tables in the database, which makes the workers its clients too. */
  readonly registry: Endpoint | undefined;
  /** Ports on which the registry's own pods talk to each other. */
  readonly quorumPorts: readonly number[];
  /** Pod labels of the Job that copies the registry; undefined when nobody does. */
  readonly registrySnapshots: Labels | undefined;
  /** Namespace of the operator that asks the database for work to scale by; undefined when nobody does. */
  readonly scalerNamespace: string | undefined;
  readonly objectStore: Endpoint;
  /** Pod labels of the Job that makes and upgrades the database schema. */
  readonly schemaJob: Labels;
  /** Pod labels of the Job that makes the bucket; undefined when the bucket is somebody else's. */
  readonly bucketJob: Labels | undefined;
  /** Pods that answer a certificate authority over HTTP, and their port; undefined when no authority asks. */
  readonly acmeSolver: { readonly labels: Labels; readonly port: number } | undefined;
  /** Namespace of the ingress controller; undefined when there is no Ingress. */
  readonly ingressNamespace: string | undefined;
  /** Ports on which backing services that are pods here show their metrics; undefined where they show none. */
  readonly backingMetrics: Readonly<Record<"database" | "object-store" | "registry", number | undefined>>;
  /** Servers with a log cleaner beside them, and the port of its metrics; undefined without cleaners. */
  readonly logCleaner:
    | { readonly servers: readonly ServerName[]; readonly port: number; readonly portName: string }
    | undefined;
  /** Undefined without a mesh. */
  readonly mesh: MeshTopology | undefined;
}

/** Pods of the database that are more than one server behind a Service. */
export interface DatabaseCluster {
  /** Port on which the instances and the operator ask each instance for its state. */
  readonly managerPort: number;
  readonly operatorNamespace: string;
  /** Address range of the Kubernetes API, where an instance reads what it is to be; undefined is any. */
  readonly apiServer: string | undefined;
  /** Where backups go. */
  readonly backups: Endpoint;
}

/** What the environment's settings open beyond that. */
export type Openings = Pick<IsolationSpec, "egress" | "monitoringNamespace">;

/**
 * Every connection the environment needs, DNS apart. What is not here is denied.
 *
 * The calls between servers are those of the sources of 3.2.2: a server's RPC client connects to `host:port` as found
 * in the registry or in a task instance. The Python gateway (25333) is in no flow.
 */
export function flows(topology: Topology, openings: Openings): Flow[] {
  return [...serverFlows(topology), ...backingFlows(topology), ...outsideFlows(topology, openings)];
}

/** Labels that select one server's pods, as the chart sets them. */
export function serverLabels(instance: string, server: ServerName): Labels {
  return {
    "app.kubernetes.io/component": server,
    "app.kubernetes.io/instance": instance,
    "app.kubernetes.io/name": `${instance}-${server}`,
  };
}

function serverFlows({ instance, servers }: Topology): Flow[] {
  const call = (from: ServerName, to: ServerName): Flow => ({
    from: serverPeer(instance, from),
    to: serverPeer(instance, to),
    ports: [servers[to].port],
  });
  return [
    // Start, stop and pause of workflows; logs of logic tasks.
    call("api", "master"),
    // Task logs, savepoints and kills go straight to the worker that runs the task.
    call("api", "worker"),
    // Test sends of an alert plugin.
    call("api", "alert"),
    // Sub-workflows, task groups and logic tasks that another master owns.
    call("master", "master"),
    call("master", "worker"),
    // Task events.
    call("worker", "master"),
    // Tasks that alert with their result, such as SQL. Masters put alerts into the database instead.
    call("worker", "alert"),
  ];
}

function backingFlows(topology: Topology): Flow[] {
  const { instance, database, registry, registrySnapshots, objectStore, scalerNamespace, schemaJob, bucketJob } =
    topology;
  const to = (from: Caller, role: string, endpoint: Endpoint): Flow => ({
    from,
    to: endpointPeer(role, endpoint),
    ports: [endpoint.port],
  });
  const server = (name: ServerName) => serverPeer(instance, name);
  const databaseClients = serverNames.filter((name) => name !== "worker" || registry === undefined);
  return [
    ...databaseClients.map((name) => to(server(name), "database", database)),
    to({ kind: "pods", role: "schema", labels: schemaJob }, "database", database),
    // A database elsewhere has no policy here that could let it in.
    ...(scalerNamespace && database.kind === "pods"
      ? [to({ kind: "namespace", name: scalerNamespace }, "database", database)]
      : []),
    ...(registry ? serverNames.map((name) => to(server(name), "registry", registry)) : []),
    ...(registry && registrySnapshots
      ? [to({ kind: "pods", role: "registry-snapshots", labels: registrySnapshots }, "registry", registry)]
      : []),
    ...quorumFlows(topology),
    ...databaseClusterFlows(topology),
    // Resource files by the API and the workers; logs of logic tasks by the masters.
    ...(["api", "master", "worker"] as const).map((name) => to(server(name), "object-store", objectStore)),
    ...(bucketJob ? [to({ kind: "pods", role: "bucket", labels: bucketJob }, "object-store", objectStore)] : []),
  ];
}

function quorumFlows({ registry, quorumPorts }: Topology): Flow[] {
  if (registry?.kind !== "pods" || quorumPorts.length === 0) return [];
  const members: Caller = { kind: "pods", role: "registry", labels: registry.labels };
  return [{ from: members, to: members, ports: quorumPorts }];
}

/** Ports of the Kubernetes API: of its Service, and of the servers behind it, which is what some networks look at. */
const apiPorts = [443, 6443];

function databaseClusterFlows({ database, databaseCluster }: Topology): Flow[] {
  if (database.kind !== "pods" || databaseCluster === undefined) return [];
  const { apiServer, backups, managerPort, operatorNamespace } = databaseCluster;
  const instances: Caller = { kind: "pods", role: "database", labels: database.labels };
  const ports = [database.port, managerPort];
  const api: Endpoint = { cidr: apiServer, kind: "address", port: 443 };
  return [
    // Replication, and whether a primary that lost the API is alone.
    { from: instances, to: instances, ports },
    { from: { kind: "namespace", name: operatorNamespace }, to: instances, ports },
    { from: instances, to: endpointPeer("api-server", api), ports: apiPorts },
    { from: instances, to: endpointPeer("object-store", backups), ports: [backups.port] },
  ];
}

function outsideFlows(topology: Topology, openings: Openings): Flow[] {
  const { acmeSolver, instance, ingressNamespace, logCleaner, mesh, servers } = topology;
  const into = (namespace: string | undefined, to: Peer, port: number, portName?: string): Flow[] =>
    namespace
      ? [{ from: { kind: "namespace", name: namespace }, to, ports: [port], ...(portName && { portName }) }]
      : [];
  const from = (namespace: string | undefined, name: ServerName, port: number, portName?: string) =>
    into(namespace, serverPeer(instance, name), port, portName);
  const solver: Peer | undefined = acmeSolver && { kind: "pods", role: "acme-solver", labels: acmeSolver.labels };
  return [
    ...from(ingressNamespace, "api", servers.api.port),
    // Other clusters.
    ...from(mesh?.gatewayNamespace, "api", servers.api.port),
    ...(acmeSolver && solver ? into(ingressNamespace, solver, acmeSolver.port) : []),
    ...serverNames.flatMap((name) =>
      from(openings.monitoringNamespace, name, servers[name].actuatorPort, actuatorPortName(servers[name])),
    ),
    ...(logCleaner
      ? logCleaner.servers.flatMap((name) =>
          from(openings.monitoringNamespace, name, logCleaner.port, logCleaner.portName),
        )
      : []),
    ...backingMetricsFlows(topology).flatMap(({ peer, port }) =>
      into(openings.monitoringNamespace, peer, port, "metrics"),
    ),
    ...openings.egress.flatMap((rule) =>
      rule.from.map(
        (name): Flow => ({
          from: serverPeer(instance, name),
          to: { kind: "address", cidr: rule.cidr },
          ports: rule.ports,
        }),
      ),
    ),
  ];
}

/** As the chart names it; the API shows its metrics on the port of its own. */
const actuatorPortName = ({ actuatorPort, port }: Topology["servers"][ServerName]): string | undefined =>
  actuatorPort === port ? undefined : "actuator-port";

function backingMetricsFlows({ backingMetrics, database, objectStore, registry }: Topology) {
  const endpoints = { database, "object-store": objectStore, registry };
  return (["database", "object-store", "registry"] as const).flatMap((role) => {
    const endpoint = endpoints[role];
    const port = backingMetrics[role];
    return endpoint?.kind === "pods" && port !== undefined ? [{ peer: endpointPeer(role, endpoint), port }] : [];
  });
}

function serverPeer(instance: string, server: ServerName): Caller {
  return { kind: "pods", role: server, labels: serverLabels(instance, server) };
}

function endpointPeer(role: string, endpoint: Endpoint): Peer {
  if (endpoint.kind === "pods") return { kind: "pods", role, labels: endpoint.labels };
  return endpoint.cidr === undefined ? { kind: "anywhere" } : { kind: "address", cidr: endpoint.cidr };
}
