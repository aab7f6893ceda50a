import fc from "fast-check";
import { flows, type Openings, serverLabels, type Topology } from "../../components/isolation/flows.ts";
import { allowingPolicies, denyingPolicies } from "../../components/isolation/policies.ts";
import { applicationVersion } from "../../components/scheduler/versions/index.ts";
import { type Host, reaches } from "./reachability.ts";

const namespace = "dolphin";
const labelled = (name: string) => ({ "app.kubernetes.io/instance": "ds", "app.kubernetes.io/name": name });

const inCluster: Topology = {
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
const outside: Topology = {
  ...inCluster,
  database: { kind: "address", cidr: "10.1.0.0/24", port: 5432 },
  registry: undefined,
  objectStore: { kind: "address", cidr: undefined, port: 443 },
  bucketJob: undefined,
  ingressNamespace: undefined,
};
const cleaners = { port: 9478, servers: ["master", "worker"] } as const;
const quiet: Openings = { monitoringNamespace: undefined, egress: [] };
const busy: Openings = {
  monitoringNamespace: "monitoring",
  egress: [
    { from: ["worker"], cidr: "10.2.0.0/16", ports: [3306, 443] },
    { from: ["worker"], cidr: "0.0.0.0/0", ports: [80] },
    { from: ["alert", "api"], cidr: "10.2.0.0/16", ports: [8080] },
  ],
};

const servers = (["master", "worker", "api", "alert"] as const).flatMap((server, index): Host[] =>
  ["0", "1"].map((replica) => ({
    name: server,
    namespace,
    labels: { ...serverLabels("ds", server), pod: replica },
    ip: `10.9.${index}.${replica}`,
  })),
);
const backing = ["postgresql", "zookeeper", "minio", "schema", "bucket", "solver", "stranger"].map(
  (name, index): Host => ({ name, namespace, labels: labelled(name), ip: `10.9.9.${index}` }),
);
const elsewhere: Host[] = [
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
const hosts = [...servers, ...backing, ...elsewhere];
const ports = [
  22, 53, 80, 443, 1234, 1235, 2181, 2888, 3306, 3888, 5432, 5678, 5679, 6443, 8000, 8080, 7000, 8089, 9000, 9001, 9187,
  9478, 12345, 25333, 50052, 50053,
];

const policiesOf = (topology: Topology, openings: Openings) => [
  ...denyingPolicies(topology.instance, namespace),
  ...allowingPolicies(topology.instance, namespace, flows(topology, openings)),
];

/** Every connection that the policies let happen, from or to the namespace, as sorted lines. */
function allowed(topology: Topology, openings: Openings): string[] {
  const policies = policiesOf(topology, openings);
  const lines = hosts.flatMap((from) =>
    hosts
      .filter((to) => from.namespace === namespace || to.namespace === namespace)
      .flatMap((to) => ports.filter((port) => reaches(policies, from, to, port)).map((port) => line(from, to, port))),
  );
  return [...new Set(lines)].filter((text) => !text.endsWith("> dns 53")).sort();
}

const line = (from: { name: string }, to: { name: string }, port: number) => `${from.name} > ${to.name} ${port}`;

const betweenServers = [
  "api > alert 50052",
  "api > master 5678",
  "api > worker 1234",
  "master > master 5678",
  "master > worker 1234",
  "worker > alert 50052",
  "worker > master 5678",
];

test("with everything in the cluster exactly these connections are possible, and no others", () => {
  expect(allowed(inCluster, quiet)).toEqual(
    [
      ...betweenServers,
      "alert > postgresql 5432",
      "api > postgresql 5432",
      "master > postgresql 5432",
      "schema > postgresql 5432",
      "alert > zookeeper 2181",
      "api > zookeeper 2181",
      "master > zookeeper 2181",
      "worker > zookeeper 2181",
      "zookeeper > zookeeper 2888",
      "zookeeper > zookeeper 3888",
      "api > minio 9000",
      "bucket > minio 9000",
      "master > minio 9000",
      "worker > minio 9000",
      "ingress > api 12345",
    ].sort(),
  );
});

test("with everything outside and a jdbc registry exactly these connections are possible, and no others", () => {
  const objectStore = ["api", "master", "worker"].flatMap((name) => elsewhere.map((to) => line({ name }, to, 443)));
  expect(allowed(outside, quiet)).toEqual(
    [
      ...betweenServers,
      ...["alert", "api", "master", "schema", "worker"].map((name) => `${name} > rds 5432`),
      ...objectStore,
    ].sort(),
  );
});

test("monitoring and the servers' destinations open exactly what they name, to whom they name", () => {
  const before = new Set(allowed(inCluster, quiet));
  const more = allowed(inCluster, busy).filter((text) => !before.has(text));
  const anywhere = elsewhere.filter(({ name }) => name !== "metadata").map((to) => line({ name: "worker" }, to, 80));
  expect(more).toEqual(
    [
      "prometheus > alert 50053",
      "prometheus > api 12345",
      "prometheus > master 5679",
      "prometheus > worker 1235",
      "prometheus > minio 9000",
      "prometheus > postgresql 9187",
      "prometheus > zookeeper 7000",
      "alert > warehouse 8080",
      "api > warehouse 8080",
      "worker > warehouse 443",
      "worker > warehouse 3306",
      ...anywhere,
    ].sort(),
  );
});

test("monitoring reaches nothing of a backing service that shows no metrics, or is elsewhere", () => {
  const none = { database: undefined, "object-store": undefined, registry: undefined };
  const reached = (topology: Topology) => allowed(topology, busy).filter((text) => text.startsWith("prometheus"));
  const servers = ["alert 50053", "api 12345", "master 5679", "worker 1235"].map((to) => `prometheus > ${to}`);
  expect(reached({ ...inCluster, backingMetrics: none })).toEqual(servers);
  expect(reached(outside)).toEqual(servers);
});

test("monitoring reaches the metrics of log cleaners, where there are some", () => {
  const before = new Set(allowed(inCluster, busy));
  const added = allowed({ ...inCluster, logCleaner: cleaners }, busy).filter((text) => !before.has(text));
  expect(added).toEqual(["prometheus > master 9478", "prometheus > worker 9478"]);
  expect(allowed({ ...inCluster, logCleaner: cleaners }, quiet)).toEqual(allowed(inCluster, quiet));
});

test("an authority's question over HTTP reaches the pod that answers, by way of the Ingress alone", () => {
  const answering = { ...inCluster, acmeSolver: { labels: labelled("solver"), port: 8089 } };
  const before = new Set(allowed(inCluster, quiet));
  expect(allowed(answering, quiet).filter((text) => !before.has(text))).toEqual(["ingress > solver 8089"]);
});

test("an operated database talks among its own, with its operator, the Kubernetes API and its backups, and with nobody else", () => {
  const databaseCluster = {
    apiServer: "10.7.0.0/24",
    backups: inCluster.objectStore,
    managerPort: 8000,
    operatorNamespace: "operator",
  };
  const before = new Set(allowed(inCluster, quiet));
  expect(allowed({ ...inCluster, databaseCluster }, quiet).filter((text) => !before.has(text))).toEqual(
    [
      "postgresql > postgresql 5432",
      "postgresql > postgresql 8000",
      "operator > postgresql 5432",
      "operator > postgresql 8000",
      "postgresql > api-server 443",
      "postgresql > api-server 6443",
      "postgresql > minio 9000",
    ].sort(),
  );
});

test("every pod asks the cluster's DNS by UDP and TCP, and nobody else in its namespace", () => {
  const policies = policiesOf(inCluster, quiet);
  const dns = elsewhere[0] as Host;
  for (const pod of [...servers, ...backing]) {
    for (const protocol of ["UDP", "TCP"]) {
      expect(elsewhere.filter((to) => reaches(policies, pod, to, 53, protocol))).toEqual([dns]);
    }
  }
});

test("a range that is only the metadata service is allowed as it is written", () => {
  const spec: Openings = { ...quiet, egress: [{ from: ["worker"], cidr: "169.254.169.254/32", ports: [80] }] };
  expect(allowed(inCluster, spec)).toContain("worker > metadata 80");
});

test("a wide IPv6 range leaves the metadata service out too", () => {
  const spec: Openings = { ...quiet, egress: [{ from: ["worker"], cidr: "::/0", ports: [443] }] };
  const blocks = policiesOf(inCluster, spec)
    .flatMap(({ spec: { egress = [] } }) => egress)
    .flatMap(({ to = [] }) => to.flatMap(({ ipBlock }) => ipBlock ?? []));
  expect(blocks).toEqual([{ cidr: "::/0", except: ["fd00:ec2::254/128"] }]);
});

const port = fc.integer({ min: 1, max: 65535 }).filter((number) => number !== 25333);
const endpoint = fc.oneof(
  fc.record({ kind: fc.constant("pods" as const), labels: fc.constant({ a: "b" }), port }),
  fc.record({ kind: fc.constant("address" as const), cidr: fc.constantFrom(undefined, "10.0.0.0/8"), port }),
);
const topology = fc.record({
  instance: fc.constantFrom("ds", "dolphin-prod"),
  servers: fc.constant(inCluster.servers),
  database: endpoint,
  databaseCluster: fc.option(
    fc.record({
      apiServer: fc.constantFrom(undefined, "10.0.0.0/8"),
      backups: endpoint,
      managerPort: port,
      operatorNamespace: fc.constant("operator"),
    }),
    { nil: undefined },
  ),
  quorumPorts: fc.constantFrom([], [2888, 3888]),
  registrySnapshots: fc.constantFrom(undefined, { job: "snapshots" }),
  scalerNamespace: fc.constantFrom(undefined, "keda"),
  registry: fc.option(endpoint, { nil: undefined }),
  objectStore: endpoint,
  schemaJob: fc.constant({ job: "schema" }),
  bucketJob: fc.option(fc.constant({ job: "bucket" }), { nil: undefined }),
  acmeSolver: fc.option(fc.constant({ labels: { acme: "solver" }, port: 8089 }), { nil: undefined }),
  ingressNamespace: fc.option(fc.constant("ingress"), { nil: undefined }),
  backingMetrics: fc.record({
    database: fc.constantFrom(undefined, 9187),
    "object-store": fc.constantFrom(undefined, 9000),
    registry: fc.constantFrom(undefined, 7000),
  }),
  logCleaner: fc.constantFrom(undefined, cleaners),
  mesh: fc.constant(undefined),
});

test("no environment opens the Python gateway", () => {
  fc.assert(
    fc.property(topology, (anyTopology) => {
      expect(JSON.stringify(flows(anyTopology, busy))).not.toContain("25333");
    }),
  );
});

test("every environment's policies are sorted by name and unique", () => {
  fc.assert(
    fc.property(topology, (anyTopology) => {
      const policies = allowingPolicies(anyTopology.instance, namespace, flows(anyTopology, busy));
      const names = policies.map(({ metadata }) => metadata.name);
      expect(names).toEqual([...new Set(names)].sort());
    }),
  );
});

test("a single registry member talks to nobody on quorum ports", () => {
  expect(allowed({ ...inCluster, quorumPorts: [] }, quiet)).not.toContain("zookeeper > zookeeper 2888");
});

test("whoever copies the registry reaches its client port and nothing else", () => {
  const copied = flows({ ...inCluster, registrySnapshots: labelled("etcd-snapshots") }, quiet);
  const mine = copied.filter(({ from }) => from.kind === "pods" && from.role === "registry-snapshots");
  expect(mine.map(({ ports, to }) => ({ ports, to }))).toEqual([
    { ports: [2181], to: { kind: "pods", labels: labelled("zookeeper"), role: "registry" } },
  ]);
});

test("KEDA's namespace reaches a database of the environment's own, on its port alone", () => {
  const asked = (topology: Topology) =>
    flows({ ...topology, scalerNamespace: "keda" }, quiet).filter(
      ({ from }) => from.kind === "namespace" && from.name === "keda",
    );
  expect(asked(inCluster)).toEqual([
    {
      from: { kind: "namespace", name: "keda" },
      to: { kind: "pods", labels: labelled("postgresql"), role: "database" },
      ports: [5432],
    },
  ]);
  expect(asked(outside)).toEqual([]);
});
