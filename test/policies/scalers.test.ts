import { container, document, found, ofWorker, workload } from "./spelled.ts";

const worker = workload({
  kind: "StatefulSet",
  labels: ofWorker,
  name: "prod-worker",
  pod: `${container}, env: [{name: REGISTRY_TYPE, value: jdbc}]}]`,
});
const master = (own: string) =>
  workload({
    kind: "StatefulSet",
    labels: ofWorker.replace("worker", "master"),
    name: "m",
    own,
    pod: `${container}}]`,
  });

const hpa = (target: string, bounds: string, version = "autoscaling/v2") =>
  document(
    version,
    "HorizontalPodAutoscaler",
    "{name: s, namespace: a}",
    `spec: {scaleTargetRef: {apiVersion: apps/v1, ${target}}, ${bounds}}`,
  );
const keda = (target: string, bounds: string) =>
  document(
    "keda.sh/v1alpha1",
    "ScaledObject",
    "{name: s, namespace: a}",
    `spec: {scaleTargetRef: {${target}}, ${bounds}}`,
  );

const wide = "minReplicas: 2, maxReplicas: 500";
const ofStateful = "kind: StatefulSet, name: prod-worker";

test.each([
  ["scaler-within-role-limits", hpa(ofStateful, wide), ["spec.maxReplicas: 500"]],
  ["scaler-within-role-limits", hpa(ofStateful, wide, "autoscaling/v1"), ["spec.maxReplicas: 500"]],
  [
    "scaler-within-role-limits",
    keda(ofStateful, "minReplicaCount: 0"),
    ["spec.minReplicaCount: 0", "spec.maxReplicaCount: nothing"],
  ],
  ["scaler-within-role-limits", hpa("kind: StatefulSet, name: other", wide), []],
  ["keda-min-not-zero-in-production", keda(ofStateful, "maxReplicaCount: 5"), ["spec.minReplicaCount: nothing"]],
  ["scale-down-is-slow", hpa(ofStateful, wide), ["spec.behavior.scaleDown.policies: nothing"]],
  ["scale-down-is-slow", hpa(ofStateful, wide, "autoscaling/v1"), ["spec.behavior.scaleDown.policies: nothing"]],
  ["hpa-target-exists", hpa(ofStateful, wide), []],
  ["hpa-target-exists", hpa("kind: Deployment, name: prod-worker", wide), ["spec.scaleTargetRef.kind: Deployment"]],
  [
    "hpa-target-exists",
    keda("name: prod-worker", "minReplicaCount: 1"),
    ["spec.scaleTargetRef.kind: nothing, which means Deployment"],
  ],
  ["hpa-target-exists", hpa("kind: StatefulSet, name: workers", wide), ['spec.scaleTargetRef.name: "workers"']],
  ["hpa-target-exists", hpa("kind: Rollout, name: workers", wide), []],
])("%s takes a scaler for what its target is", (rule, scaler, expected) => {
  expect(found(rule, worker + scaler)).toEqual(expected.map((it) => `a/s ${it}`));
});

describe("replicas that nobody says", () => {
  const limits = { roleLimits: { master: { min: 2, max: 9 } } };
  const rule = "scaler-within-role-limits";

  test("are one", () => {
    expect(found(rule, master(""), limits)).toEqual(["a/m spec.replicas: nothing, which means 1"]);
    expect(found(rule, master("replicas: 2, "), limits)).toEqual([]);
  });

  test("are up to a scaler where there is one", () => {
    expect(
      found(rule, master("") + hpa("kind: StatefulSet, name: m", "minReplicas: 2, maxReplicas: 4"), limits),
    ).toEqual([]);
  });
});

describe("a workload under a scaler", () => {
  const web = workload({ own: "strategy: {type: Recreate}, ", pod: 'containers: [{name: c, image: "x:1"}]' });
  const scaled = web + hpa("kind: Deployment, name: web", "minReplicas: 3, maxReplicas: 5");

  test.each(["require-pdb", "spread-across-nodes", "rolling-update-only"])("has several replicas for %s", (rule) => {
    expect(found(rule, web)).toEqual([]);
    expect(found(rule, scaled)).toHaveLength(1);
  });

  test("has one where its scaler never goes higher", () => {
    expect(found("require-pdb", web + hpa("kind: Deployment, name: web", "maxReplicas: 1"))).toEqual([]);
  });
});

describe("max-replicas-fit-db-connections", () => {
  const of = (text: string) => found("max-replicas-fit-db-connections", text);

  test("a registry in the database takes connections of every server, workers among them", () => {
    const many = worker + keda(ofStateful, "maxReplicaCount: 50");
    expect(of(many)).toEqual(["a/prod-worker spec: 2500 connections of worker together"]);
    expect(of(many.replace("jdbc", "zookeeper"))).toEqual([]);
  });

  test("each namespace has a database of its own", () => {
    const many = worker.replace("spec: {", "spec: {replicas: 20, ");
    expect(of(many + many.replace("namespace: a", "namespace: b"))).toEqual([]);
    expect(of(many.replace("20", "21"))).toHaveLength(1);
  });
});
