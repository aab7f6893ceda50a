import fc from "fast-check";
import { flows } from "../../components/isolation/flows.ts";
import { allowingPolicies } from "../../components/isolation/policies.ts";
import { busy, cleaners, inCluster, namespace } from "./world.ts";

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
