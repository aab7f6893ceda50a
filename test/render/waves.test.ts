import fc from "fast-check";
import { waves } from "../../delivery/render/waves.ts";
import type { Registration } from "../../stacks/check/index.ts";
import { dev } from "../config/base.ts";
import { registration, rendering, repository, store, waveOf } from "./fixtures.ts";

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(60_000);

const everything = {
  ...dev,
  api: { autoscaling: { min: 2, max: 4, cpu: 70 } },
  gitops: { repository, secrets: store },
  ingress: { host: "ds.example.com" },
  mesh: { mode: "linkerd" },
  monitoring: { mode: "prometheus-operator" },
  isolation: { monitoringNamespace: "monitoring" },
};

test("namespace, Secrets, backing services, tables, servers, and what looks at them come in this order", async () => {
  const folder = await rendering(everything);
  const schema = folder.manifests.find(({ kind, metadata }) => kind === "Job" && /schema/.test(metadata.name));
  const order = [
    waveOf(folder, "Namespace", "data"),
    waveOf(folder, "ExternalSecret", "dolphin-database"),
    waveOf(folder, "StatefulSet", "dolphin-postgresql"),
    waveOf(folder, "Job", schema?.metadata.name ?? ""),
    waveOf(folder, "StatefulSet", "dolphin-worker"),
    waveOf(folder, "Ingress", "dolphin-ui"),
  ];
  expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
  expect(waveOf(folder, "NetworkPolicy", "dolphin-default-deny")).toBe(order[0]);
  expect(waveOf(folder, "HorizontalPodAutoscaler", "dolphin-api")).toBe(order[5]);
});

test("what waits for another object of its stage comes in a wave after it", async () => {
  const folder = await rendering({ ...dev, gitops: { repository, secrets: store } });
  const bucket = folder.manifests.find(({ kind, metadata }) => kind === "Job" && /bucket/.test(metadata.name));
  expect(waveOf(folder, "Job", bucket?.metadata.name ?? "")).toBe(waveOf(folder, "StatefulSet", "dolphin-minio") + 1);
});

test.each([
  ["a route", "HTTPRoute", "dolphin-api-reads"],
  ["a disruption budget", "PodDisruptionBudget", "dolphin-worker"],
  ["a monitor", "ServiceMonitor", "dolphin-worker"],
])("%s comes after the servers: before them it is not well, and its wave would never end", async (_, kind, name) => {
  const folder = await rendering({ ...everything, worker: { replicas: 2 } });
  expect(waveOf(folder, kind, name)).toBeGreaterThan(waveOf(folder, "StatefulSet", "dolphin-worker"));
});

const kinds = [
  "apps/v1:StatefulSet",
  "core/v1:ConfigMap",
  "core/v1:Secret",
  "batch/v1:Job",
  "policy/v1:PodDisruptionBudget",
];

test("no object comes before what it depends on, nor with what it waits for", () => {
  const graph = fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      component: fc.constantFrom("isolation:Isolation", "registry:Registry", "tls:UiCertificate"),
      after: fc.array(fc.nat({ max: 50 }), { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 30 },
  );
  fc.assert(
    fc.property(graph, (nodes) => {
      const made: Registration[] = [];
      for (const [index, { after, component, kind }] of nodes.entries()) {
        const before = made.length === 0 ? [] : after.map((it) => made[it % made.length] as Registration);
        made.push(registration(`kubernetes:${kind}`, `object-${index}`, { after: before, component }));
      }
      const waveOf = waves(made);
      for (const { dependencies, urn } of made)
        for (const dependency of dependencies) {
          const wait = /StatefulSet|Secret|Job/.test(dependency) ? 1 : 0;
          expect(waveOf.get(urn)).toBeGreaterThanOrEqual((waveOf.get(dependency) ?? 0) + wait);
        }
    }),
  );
});
