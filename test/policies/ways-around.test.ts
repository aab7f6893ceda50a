import type { Change, Operation } from "../../policies/core/change.ts";
import { judgeUpdate } from "../../policies/core/judge.ts";
import type { PolicyObject } from "../../policies/core/object.ts";
import { objects } from "../../policies/examples/environment.ts";
import { changed, type Setting } from "../../policies/examples/example.ts";
import { release, scaledObject } from "../../policies/examples/other-forms.ts";
import { rules } from "../../policies/rules/index.ts";
import { fired, settings } from "./judging.ts";

const object = (type: string, name: string, properties: object): PolicyObject => {
  return { name, properties: { metadata: { name }, ...properties }, protect: false, type: `kubernetes:${type}` };
};
const update = (before: PolicyObject, ...set: readonly Setting[]): Change => {
  return { operation: "update", before, after: changed(before, set) };
};
const is = (operation: Operation, it: PolicyObject): Change => {
  return { operation, before: operation === "create" ? undefined : it, after: operation === "delete" ? undefined : it };
};

const { autoscaler, worker } = objects;
const image = "spec.template.spec.containers.0.image";
const workers = changed(worker, [["spec.replicas", 50]]);
const { replicas: _, ...unsaid } = (workers.properties as { spec: object }).spec as { replicas?: number };
const scaledWorkers = changed(worker, [["spec", unsaid]]);
const cluster = object("postgresql.cnpg.io/v1:Cluster", "db", {
  spec: { imageName: "ghcr.io/cloudnative-pg/postgresql:16.4" },
});
const namenode = (type: string, name: string) => update(object(type, name, {}), ["data", "1"]);

/** What staging runs: so that a version alone is no finding. */
const staging = ["3.2.2", "3.2", "3.1.9", "3.0.0", "3.4.2", "3.3.0-alpha"].map((tag) => ({
  ...changed(worker, [[image, `apache/dolphinscheduler-worker:${tag}`]]),
  modified: "2026-05-20T08:00:00Z",
}));

const judged = (...changes: readonly Change[]) => judgeUpdate(changes, staging, rules, settings());

test.each<[string, readonly Change[], readonly string[]]>([
  [
    "a database of CloudNativePG gets its next major version with the scheduler's",
    [
      update(cluster, ["spec.imageName", "ghcr.io/cloudnative-pg/postgresql:17.2"]),
      update(worker, [image, "apache/dolphinscheduler-worker:3.4.2"]),
    ],
    ["no-db-major-with-app-change"],
  ],
  [
    "a database of CloudNativePG goes back",
    [update(cluster, ["spec.imageName", "ghcr.io/cloudnative-pg/postgresql:15.9"])],
    ["no-version-downgrade"],
  ],
  [
    "an older version comes from another registry",
    [update(worker, [image, "mirror.example.com/apache/dolphinscheduler-worker:3.1.9"])],
    ["no-version-downgrade"],
  ],
  [
    "a pre-release follows its release",
    [
      update(changed(worker, [[image, "apache/dolphinscheduler-worker:3.3.0"]]), [
        image,
        "apache/dolphinscheduler-worker:3.3.0-alpha",
      ]),
    ],
    ["no-version-downgrade"],
  ],
  ["a release goes back", [update(release, ["values.image.tag", "3.0.0"])], ["no-version-downgrade"]],
  [
    "a release gets a version that staging has not run",
    [update(release, ["values.image.tag", "3.5.0"])],
    ["production-follows-staging"],
  ],
  [
    "a release loses its workers",
    [update(changed(release, [["values.worker.replicas", "50"]]), ["values.worker.replicas", "1"])],
    ["max-removed-replicas-per-update"],
  ],
  [
    "a release goes down to what its chart has",
    [update(changed(release, [["values.worker.replicas", "50"]]), ["values.worker.replicas"])],
    ["max-removed-replicas-per-update"],
  ],
  [
    "a release loses its masters",
    [update(release, ["values.master.replicas", 0])],
    ["max-removed-replicas-per-update", "not-all-masters-at-once"],
  ],
  [
    "a release is deleted",
    [is("delete", release)],
    ["max-removed-components-per-update", "no-delete-of-stateful", "not-all-masters-at-once"],
  ],
  ["a release is made again", [is("replace", release)], ["no-replace-of-stateful", "not-all-masters-at-once"]],
  ["another release is deleted", [is("delete", changed(release, [["chart", "keda"], ["values"]]))], []],
  [
    "a number of replicas goes without a scaler",
    [update(workers, ["spec.replicas"])],
    ["max-removed-replicas-per-update"],
  ],
  [
    "a number of replicas goes to a scaler of one more",
    [update(workers, ["spec.replicas"]), is("create", changed(scaledObject, [["spec.minReplicaCount", 49]]))],
    [],
  ],
  [
    "a number of replicas goes to a scaler that has fewer",
    [update(workers, ["spec.replicas"]), is("create", scaledObject)],
    ["max-removed-replicas-per-update"],
  ],
  [
    "a number of replicas is handed to a scaler that nobody shows",
    [update(workers, [["metadata", "annotations", "dolphinpod.io/replicas"], "scaled"], ["spec.replicas"])],
    [],
  ],
  [
    "a scaler's least is lowered",
    [
      update(changed(scaledObject, [["spec.minReplicaCount", 20]]), ["spec.minReplicaCount", 1]),
      update(scaledWorkers, ["metadata.labels.new", "yes"]),
    ],
    ["max-removed-replicas-per-update"],
  ],
  [
    "a HorizontalPodAutoscaler's least is no longer said",
    [update(changed(autoscaler, [["spec.minReplicas", 20]]), ["spec.minReplicas"])],
    ["max-removed-replicas-per-update"],
  ],
  [
    "two objects of the same half of a pair change",
    [namenode("core/v1:ConfigMap", "a-namenode-0"), namenode("core/v1:Secret", "hdfs-namenode-0")],
    [],
  ],
  [
    "both halves of a pair change, one of them twice",
    [
      namenode("core/v1:ConfigMap", "a-namenode-0"),
      namenode("core/v1:Secret", "b-namenode-0"),
      namenode("core/v1:Secret", "b-namenode-1"),
    ],
    ["ha-pair-not-changed-together"],
  ],
])("%s", (_title, changes, expected) => {
  expect(fired(judged(...changes))).toEqual(expected);
});

test.each([
  ["a version that may be any", "apache/dolphinscheduler-worker:3.2"],
  ["a digest", `apache/dolphinscheduler-worker@sha256:${"a".repeat(64)}`],
  ["no version", "apache/dolphinscheduler-worker:latest"],
])("whether %s is older is not known, and not passed", (_, tag) => {
  const { findings, notEvaluated } = judged(update(worker, [image, tag]));
  expect(findings.map(({ rule }) => rule.id)).not.toContain("no-version-downgrade");
  expect(notEvaluated.map(({ rule }) => rule.id)).toContain("no-version-downgrade");
});
