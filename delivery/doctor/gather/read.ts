import { field, isObject, type KubernetesObject, list } from "../../../components/kubernetes/object.ts";
import { parseQuantity } from "../../../components/kubernetes/quantity.ts";
import type { NamespaceFacts, Node, ServedKind, StorageClass } from "../facts.ts";

/** Readers of what kubectl prints; nothing of it is taken to be there. */

export function servedKinds(answer: KubernetesObject): readonly ServedKind[] {
  // A name with a slash is a part of another kind: "deployments/scale".
  return list(answer, "resources")
    .filter(isObject)
    .map(({ kind, name }) => ({ kind: String(kind), resource: String(name) }))
    .filter(({ resource }) => !resource.includes("/"));
}

export function storageClasses(answer: KubernetesObject): readonly StorageClass[] {
  const classes = items(answer).map((item) => {
    const { annotations, creationTimestamp, name } = metadataOf(item);
    return {
      created: String(creationTimestamp),
      found: {
        name: String(name),
        isDefault: isObject(annotations) && annotations["storageclass.kubernetes.io/is-default-class"] === "true",
        expands: item["allowVolumeExpansion"] === true,
        reclaimPolicy: String(item["reclaimPolicy"] ?? "Delete"),
        bindingMode: String(item["volumeBindingMode"] ?? "Immediate"),
      },
    };
  });
  // Of several default classes Kubernetes takes the newest.
  return classes.sort((a, b) => (a.created < b.created ? 1 : -1)).map(({ found }) => found);
}

/** Nodes that are ready and take pods. */
export function nodes(answer: KubernetesObject): readonly Node[] {
  return items(answer).flatMap((item) => {
    const spec = field(item, "spec");
    const conditions = list(field(item, "status"), "conditions").filter(isObject);
    const isReady = conditions.some(({ status, type }) => type === "Ready" && status === "True");
    if (!isReady || spec["unschedulable"] === true) return [];
    const { labels, name } = metadataOf(item);
    const allocatable = field(field(item, "status"), "allocatable");
    const taints = list(spec, "taints")
      .filter(isObject)
      .map(({ effect, key, value }) => ({ key: String(key), value: String(value ?? ""), effect: String(effect) }));
    return [
      {
        name: String(name),
        labels: texts(labels),
        taints,
        cpu: amount(allocatable["cpu"]),
        memory: amount(allocatable["memory"]),
      },
    ];
  });
}

/** Nothing is printed where there is no such namespace. */
export function namespaceFacts(text: string): NamespaceFacts | undefined {
  if (text.trim() === "") return undefined;
  const object: unknown = JSON.parse(text);
  if (!isObject(object)) throw new Error("no object");
  return { phase: String(field(object, "status")["phase"]), labels: texts(metadataOf(object)["labels"]) };
}

export function daemonSetNames(answer: KubernetesObject): readonly string[] {
  return items(answer).map((item) => String(metadataOf(item)["name"]));
}

/** Lines of a name and a type. */
export function secretTypes(text: string): ReadonlyMap<string, string> {
  const lines = text.split("\n").map((line) => line.trim().split(/\s+/));
  return new Map(lines.flatMap(([name, type]) => (name && type ? [[name, type] as const] : [])));
}

const items = (answer: KubernetesObject) => list(answer, "items").filter(isObject);
const metadataOf = (item: KubernetesObject) => field(item, "metadata");

function texts(value: unknown): Readonly<Record<string, string>> {
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, it]) => [key, String(it)])) : {};
}

const amount = (quantity: unknown): number => (typeof quantity === "string" ? (parseQuantity(quantity) ?? 0) : 0);
