import type { Contents, Kind, ScaledWorkload } from "../../components/gitops/types.ts";
import type { Manifest } from "./types.ts";
import { isFields } from "./values.ts";

/** What an AppProject must allow for these objects, and nothing else. */
export function contentsOf(manifests: readonly Manifest[]): Contents {
  const inNamespaces = manifests.filter(({ metadata }) => metadata.namespace !== undefined);
  const outside = manifests.filter(({ metadata }) => metadata.namespace === undefined);
  return {
    kinds: distinct(inNamespaces.map(kindOf)),
    clusterKinds: distinct(outside.map(kindOf)),
    namespaces: [...new Set(inNamespaces.map(({ metadata }) => String(metadata.namespace)))].sort(),
    scaled: distinct(manifests.flatMap(scaledBy)),
  };
}

export const groupOf = (apiVersion: string): string =>
  apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";

const kindOf = ({ apiVersion, kind }: Manifest): Kind => ({ group: groupOf(apiVersion), kind });

/** The target of a HorizontalPodAutoscaler or of KEDA's ScaledObject. */
function scaledBy({ spec }: Manifest): ScaledWorkload[] {
  const target = isFields(spec) ? spec["scaleTargetRef"] : undefined;
  if (!isFields(target)) return [];
  const { apiVersion = "apps/v1", kind = "Deployment", name } = target;
  return [{ group: groupOf(String(apiVersion)), kind: String(kind), name: String(name) }];
}

function distinct<T extends object>(values: readonly T[]): T[] {
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
