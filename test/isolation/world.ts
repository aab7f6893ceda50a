import { flows, type Openings, serverLabels, type Topology } from "../../components/isolation/flows.ts";
import { allowingPolicies, denyingPolicies } from "../../components/isolation/policies.ts";
import { applicationVersion } from "../../components/scheduler/versions/index.ts";
import { type Host, reaches } from "./reachability.ts";

export const namespace = "dolphin";
export const labelled = (name: string) => ({ "app.kubernetes.io/instance": "ds", "app.kubernetes.io/name": name });

export const inCluster: Topology = {
  instance: "ds",
  servers: applicationVersion("3.2.2").servers,
  database: { kind: "pods", labels: labelled("postgresql"), port: 5432 },
  databaseCluster: undefined,
  registry: { kind: "pods", labels: labelled("zookeeper"), port: 2181 },
  quorumPorts: [2888, 3888],
  registrySnapshots: undefined,
  scalerNamespace: undefined,
  objectStore: { kind: "pods", labels: labelled("minio"), port: 9000 },
  schemaJob: labelled("schema"),
  bucketJob: labelled("bucket"),
  acmeSolver: undefined,
  ingressNamespace: "ingress-nginx",
  backingMetrics: { database: 9187, "object-store": 9000, registry: 7000 },
  logCleaner: undefined,
  mesh: undefined,
};
export const outside: Topology = {
  ...inCluster,
  database: { kind: "address", cidr: "10.1.0.0/24", port: 5432 },
  registry: undefined,
  objectStore: { kind: "address", cidr: undefined, port: 443 },
  bucketJob: undefined,
  ingressNamespace: undefined,
};
export const cleaners = { port: 9478, portName: "metrics", servers: ["master", "worker"] } as const;
export const quiet: Openings = { monitoringNamespace: undefined, egress: [] };
export const busy: Openings = {
  monitoringNamespace: "monitoring",
  egress: [
    { from: ["worker"], cidr: "10.2.0.0/16", ports: [3306, 443] },
    { from: ["worker"], cidr: "0.0.0.0/0", ports: [80] },
    { from: ["alert", "api"], cidr: "10.2.0.0/16", ports: [8080] },
  ],
};

export const servers = (["master", "worker", "api", "alert"] as const).flatMap((server, index): Host[] =>
  ["0", "1"].map((replica) => ({
    name: server,
    namespace,
    labels: { ...serverLabels("ds", server), pod: replica },
    ip: `10.9.${index}.${replica}`,
  })),
);
export const backing = ["postgresql", "zookeeper", "minio", "schema", "bucket", "solver", "stranger"].map(
  (name, index): Host => ({ name, namespace, labels: labelled(name), ip: `10.9.9.${index}` }),
);
export const elsewhere: Host[] = [
  { name: "dns", namespace: "kube-system", labels: { "k8s-app": "kube-dns" }, ip: "10.8.0.1" },
  { name: "kube-system", namespace: "kube-system", labels: {}, ip: "10.8.0.2" },
  { name: "ingress", namespace: "ingress-nginx", labels: {}, ip: "10.8.0.3" },
  { name: "prometheus", namespace: "monitoring", labels: {}, ip: "10.8.0.4" },
  // The labels of a server in another namespace must not open anything.
  { name: "imitator", namespace: "other", labels: serverLabels("ds", "api"), ip: "10.8.0.5" },
  { name: "operator", namespace: "operator", labels: {}, ip: "10.8.0.6" },
  { name: "api-server", ip: "10.7.0.1" },
  { name: "rds", ip: "10.1.0.7" },
  { name: "warehouse", ip: "10.2.3.4" },
  { name: "internet", ip: "93.184.216.34" },
  { name: "metadata", ip: "169.254.169.254" },
];
export const hosts = [...servers, ...backing, ...elsewhere];
export const ports = [
  22, 53, 80, 443, 1234, 1235, 2181, 2888, 3306, 3888, 5432, 5678, 5679, 6443, 8000, 8080, 7000, 8089, 9000, 9001, 9187,
  9478, 12345, 25333, 50052, 50053,
];

export const policiesOf = (topology: Topology, openings: Openings) => [
  ...denyingPolicies(topology.instance, namespace),
  ...allowingPolicies(topology.instance, namespace, flows(topology, openings)),
];

/** Every connection that the policies let happen, from or to the namespace, as sorted lines. */
export function allowed(topology: Topology, openings: Openings): string[] {
  const policies = policiesOf(topology, openings);
  const lines = hosts.flatMap((from) =>
    hosts
      .filter((to) => from.namespace === namespace || to.namespace === namespace)
      .flatMap((to) => ports.filter((port) => reaches(policies, from, to, port)).map((port) => line(from, to, port))),
  );
  return [...new Set(lines)].filter((text) => !text.endsWith("> dns 53")).sort();
}

export const line = (from: { name: string }, to: { name: string }, port: number) => `${from.name} > ${to.name} ${port}`;
