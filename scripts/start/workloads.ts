import type { Api } from "../../test/lab/cluster-api.ts";

interface Workload {
  metadata: { name: string };
  spec: { replicas?: number; completions?: number };
  status?: { readyReplicas?: number; succeeded?: number };
}

const KINDS = [
  ["Deployment", "/apis/apps/v1", "deployments"],
  ["StatefulSet", "/apis/apps/v1", "statefulsets"],
  ["Job", "/apis/batch/v1", "jobs"],
] as const;

/** Rows of component, kind, and how many of the wanted pods are ready, or have completed. */
export async function workloads(api: Api, namespace: string): Promise<string[][]> {
  const rows = KINDS.map(async ([kind, group, resource]) => {
    const { items } = (await api.get(`${group}/namespaces/${namespace}/${resource}`)) as { items: Workload[] };
    return items.map((item) => [item.metadata.name, kind, readiness(kind, item)]);
  });
  return (await Promise.all(rows)).flat().sort(([a = ""], [b = ""]) => a.localeCompare(b));
}

export function readiness(
  kind: (typeof KINDS)[number][0],
  { spec, status }: Pick<Workload, "spec" | "status">,
): string {
  if (kind === "Job") return `${status?.succeeded ?? 0}/${spec.completions ?? 1} completed`;
  return `${status?.readyReplicas ?? 0}/${spec.replicas ?? 1} ready`;
}
