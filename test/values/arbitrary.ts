import fc from "fast-check";
import { chartDefaults } from "../../delivery/values/chart-defaults.ts";
import { place } from "../../delivery/values/map/rows.ts";
import { leavesOf } from "../../delivery/values/tree.ts";
import type { Leaf } from "../../delivery/values/types.ts";

/** Values that forks have beside those of the chart. */
const more: readonly Leaf[] = [
  "zookeeper.replicaCount",
  "postgresql.resources.limits.memory",
  "master.resources.limits.memory",
  "master.resources.requests.memory",
  "worker.resources.limits.memory",
  "worker.resources.limits.cpu",
  "api.resources.requests.cpu",
  "worker.nodeSelector.pool",
  "worker.podLabels.team",
  "worker.priorityClassName",
  "worker.env.HTTP_PROXY",
  "api.autoscaling.enabled",
  "api.autoscaling.maxReplicas",
  "ingress.ingressClassName",
  "fullnameOverride",
  "imagePullSecrets",
  "something.else",
].map((path) => ({ path, keys: path.split("."), value: "" }));

export const leaves: readonly Leaf[] = [...leavesOf(chartDefaults), ...more];

/** What stands in the place of a value: often one of its kind, sometimes anything. */
const odd = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    "no",
    "-1",
    "0",
    "1e3",
    "2",
    "4Gi",
    "100m",
    "Europe/Berlin",
    "registry.example.com/a",
    "a.example.com",
  ),
  fc.constantFrom(
    "3.2.2",
    "3.3.2-1",
    "3.4.2",
    "latest",
    "LDAP",
    "S3",
    "HDFS",
    "mysql",
    "-Xmx2g",
    "ldap://a.example.com:389",
  ),
  fc.constantFrom(-1, 0, 1, 2, 3, 300),
  fc.boolean(),
  fc.constant(null),
  fc.constant([]),
  fc.constant({}),
  fc.constant([{ key: "a", operator: "Exists" }]),
);

function valueFor({ path, value }: Leaf): fc.Arbitrary<unknown> {
  // Policies judge these (config-values-valid, replicas-within-role-limits): what is out of range is for `check` to say.
  if (path === "alert.replicas") return fc.integer({ min: 1, max: 3 });
  if (path.endsWith("_THRESHOLDS")) return fc.constantFrom(0.5, "0.9", 1);
  if (path.endsWith("_TASK_NUM")) return fc.integer({ min: 1, max: 9 });
  if (typeof value === "boolean")
    return fc.oneof({ weight: 6, arbitrary: fc.boolean() }, { weight: 1, arbitrary: odd });
  if (/^\d+$/.test(String(value)))
    return fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 9 }) }, { weight: 1, arbitrary: odd });
  return odd;
}

const one = fc.constantFrom(...leaves).chain((leaf) => valueFor(leaf).map((value) => ({ leaf, value })));

/** Values of a fork: some of the chart's changed, some of its own. */
export const forks: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc
  .array(one, { minLength: 1, maxLength: 25 })
  .map((changes) => {
    const tree: Record<string, unknown> = {};
    for (const { leaf, value } of changes) place(tree, leaf.keys, value);
    return tree;
  });
