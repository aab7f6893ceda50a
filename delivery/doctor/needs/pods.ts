import { field, isObject, type KubernetesObject, list } from "../../../components/kubernetes/object.ts";
import type { RenderedObject } from "../../../stacks/check/index.ts";
import { identityOf } from "../../../stacks/check/manifests.ts";
import { costOf } from "../../preview/cost.ts";

/** Pods of one workload, and where they may run. */
export interface Workload {
  readonly title: string;
  readonly pods: number;
  /** Cores and bytes that one pod asks for. */
  readonly cpu: number;
  readonly memory: number;
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly Toleration[];
  /** "required": no two of them on one node. */
  readonly apart: "required" | "wished";
}

export interface Toleration {
  readonly key: string | undefined;
  readonly operator: string;
  readonly value: string;
  readonly effect: string | undefined;
}

/** What has to run at once: workloads with pods of their own, and databases whose pods an operator makes. */
export function podsOf(objects: readonly RenderedObject[]): readonly Workload[] {
  const all = objects.map(({ inputs, name, protect, type }) => ({ name, properties: inputs, protect, type }));
  const scalers = all.filter(({ type }) => /:(HorizontalPodAutoscaler|ScaledObject)$/.test(type));
  return objects.flatMap((object, index) => {
    const itself = all[index];
    if (itself === undefined || scalers.includes(itself)) return [];
    const { cpu, memory, pods } = costOf([itself, ...scalers]);
    if (pods === 0) return [];
    const { kind, name } = identityOf(object);
    const pod = field(field(field(object.inputs, "spec"), "template"), "spec");
    return [
      {
        title: `${kind} ${name}`,
        pods,
        cpu: cpu / pods,
        memory: memory / pods,
        nodeSelector: texts(field(pod, "nodeSelector")),
        tolerations: list(pod, "tolerations").filter(isObject).map(toleration),
        apart: isApart(pod) ? "required" : "wished",
      },
    ];
  });
}

function isApart(pod: KubernetesObject): boolean {
  const rules = list(
    field(field(pod, "affinity"), "podAntiAffinity"),
    "requiredDuringSchedulingIgnoredDuringExecution",
  );
  return rules.some((rule) => isObject(rule) && rule["topologyKey"] === "kubernetes.io/hostname");
}

function toleration({ effect, key, operator, value }: KubernetesObject): Toleration {
  return {
    key: typeof key === "string" ? key : undefined,
    operator: typeof operator === "string" ? operator : "Equal",
    value: typeof value === "string" ? value : "",
    effect: typeof effect === "string" ? effect : undefined,
  };
}

function texts(record: KubernetesObject): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, String(value)]));
}
