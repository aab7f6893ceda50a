import type { Change, Operation } from "../core/change.ts";
import type { PolicyObject } from "../core/object.ts";
import type { Parameters } from "../core/parameters.ts";
import { objects } from "./environment.ts";
import { changed, type Setting } from "./example.ts";
import { release } from "./other-forms.ts";

/** An update that breaks a rule, and one of the same kind that does not. */
export interface ChangeExample {
  readonly rule: string;
  readonly bad: readonly Change[];
  readonly good: readonly Change[];
  readonly staging?: readonly PolicyObject[];
  readonly parameters?: Partial<Parameters>;
  readonly also?: readonly string[];
}

const same = (object: PolicyObject): Change => ({ operation: "same", before: object, after: object });
const update = (before: PolicyObject, ...settings: readonly Setting[]): Change => ({
  operation: "update",
  before,
  after: changed(before, settings),
});
const away = (operation: Operation, before: PolicyObject): Change => ({
  operation,
  before,
  after: operation === "delete" ? undefined : before,
});

const image = "spec.template.spec.containers.0.image";
const { master, worker, api, alert, registry, database, secret } = objects;
const made = (after: PolicyObject): Change => ({ operation: "create", before: undefined, after });

const secondMaster = changed(master, [[["metadata", "name"], "dolphinscheduler-second-master"]]);
const nameNode = (index: number): PolicyObject => ({
  ...registry,
  name: `namenode-${index}`,
  properties: { metadata: { name: `hdfs-namenode-${index}` } },
});
const many = Array.from({ length: 10 }, (_, index) => ({ ...secret, name: `secret-${index}` }));

const newer = "apache/dolphinscheduler-worker:3.4.2";
const staged = { ...changed(worker, [[image, newer]]), modified: "2026-05-20T08:00:00Z" };
const freeze = { from: "2026-05-31T00:00:00Z", until: "2026-06-03T00:00:00Z", reason: "end of the quarter" };

export const changeExamples: readonly ChangeExample[] = [
  {
    rule: "not-all-masters-at-once",
    bad: [
      update(master, [image, "apache/dolphinscheduler-master:3.2.2-1"]),
      update(secondMaster, [image, "apache/dolphinscheduler-master:3.2.2-1"]),
    ],
    good: [update(master, [image, "apache/dolphinscheduler-master:3.2.2-1"]), same(secondMaster)],
    staging: [
      { ...changed(master, [[image, "apache/dolphinscheduler-master:3.2.2-1"]]), modified: "2026-05-20T08:00:00Z" },
    ],
  },
  {
    rule: "registry-one-member-at-a-time",
    bad: [update(registry, ["spec.replicas", 1])],
    good: [update(registry, ["spec.replicas", 2])],
    also: ["max-removed-replicas-per-update"],
  },
  {
    rule: "ha-pair-not-changed-together",
    bad: [update(nameNode(0), ["data", "1"]), update(nameNode(1), ["data", "1"])],
    good: [update(nameNode(0), ["data", "1"]), same(nameNode(1))],
  },
  {
    rule: "max-removed-replicas-per-update",
    bad: [update(worker, ["spec.replicas", 1])],
    good: [update(worker, ["spec.replicas", 2])],
  },
  {
    rule: "max-removed-components-per-update",
    bad: [away("delete", api), away("delete", alert)],
    good: [away("delete", alert), same(api)],
  },
  {
    rule: "max-changed-fraction",
    bad: [...many.slice(0, 6).map((it) => update(it, ["stringData", {}])), ...many.slice(6).map(same)],
    good: [...many.slice(0, 5).map((it) => update(it, ["stringData", {}])), ...many.slice(5).map(same)],
  },
  { rule: "no-replace-of-stateful", bad: [away("replace", worker)], good: [away("replace", api)] },
  { rule: "no-delete-of-stateful", bad: [away("delete", database)], good: [away("delete", secret)] },
  {
    rule: "no-version-downgrade",
    bad: [update(registry, [image, "zookeeper:3.7.2"])],
    good: [update(registry, [image, "zookeeper:3.9.3"])],
  },
  {
    rule: "no-db-major-with-app-change",
    bad: [update(database, ["engineVersion", "17"]), update(worker, [image, newer])],
    good: [update(database, ["engineVersion", "17"]), same(worker)],
    staging: [staged],
  },
  {
    rule: "production-follows-staging",
    bad: [update(worker, [image, "apache/dolphinscheduler-worker:3.3.2"])],
    good: [update(worker, [image, newer])],
    staging: [staged],
  },
  {
    rule: "change-freeze-window",
    bad: [update(secret, ["stringData", {}])],
    good: [same(secret)],
    parameters: { freezeWindows: [freeze] },
  },
  {
    rule: "delivery-changes-by-move",
    bad: [made(release), away("delete", alert)],
    good: [made(release), same(alert)],
  },
  {
    rule: "delivery-changes-by-move",
    bad: [away("delete", release), made(alert)],
    good: [same(release), made(alert)],
    also: ["max-removed-components-per-update", "no-delete-of-stateful", "not-all-masters-at-once"],
  },
];
