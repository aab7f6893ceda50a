import { flows, type Openings, type Topology } from "../../components/isolation/flows.ts";
import type { Host } from "./reachability.ts";
import { reaches } from "./reachability.ts";
import {
  allowed,
  backing,
  busy,
  cleaners,
  elsewhere,
  inCluster,
  labelled,
  line,
  outside,
  policiesOf,
  quiet,
  servers,
} from "./world.ts";

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
