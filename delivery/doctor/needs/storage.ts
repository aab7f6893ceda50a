import { field, isObject, type KubernetesObject, list } from "../../../components/kubernetes/object.ts";
import type { RenderedObject } from "../../../stacks/check/index.ts";
import { identityOf } from "../../../stacks/check/manifests.ts";

/** A storage class and the objects whose volumes are of it. */
export interface ClassUse {
  /** Undefined is the cluster's default class. */
  readonly name: string | undefined;
  readonly users: readonly string[];
}

/** Every storage class that volumes of a stack are of. */
export function classesOf(objects: readonly RenderedObject[]): readonly ClassUse[] {
  const uses = objects.flatMap((object) => {
    const { kind, name } = identityOf(object);
    return classNames(object).map((used) => ({ used, user: `${kind} ${name}` }));
  });
  return [...Map.groupBy(uses, ({ used }) => used)].map(([name, by]) => ({
    name,
    users: [...new Set(by.map(({ user }) => user))],
  }));
}

function classNames({ inputs, type }: RenderedObject): readonly (string | undefined)[] {
  const spec = field(inputs, "spec");
  if (type === "kubernetes:core/v1:PersistentVolumeClaim") return [text(spec["storageClassName"])];
  // CloudNativePG makes the claims itself, and calls the field by another name.
  if (type === "kubernetes:postgresql.cnpg.io/v1:Cluster") return [text(field(spec, "storage")["storageClass"])];
  return list(spec, "volumeClaimTemplates")
    .filter(isObject)
    .map((claim: KubernetesObject) => text(field(claim, "spec")["storageClassName"]));
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
