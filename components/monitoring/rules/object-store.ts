import { type Context, matchers } from "../context.ts";
import type { RuleGroup } from "./rule.ts";

/** Our own MinIO; a store elsewhere is watched by whoever runs it. */
export function objectStoreGroup(context: Context): RuleGroup {
  if (context.watched.objectStore === "elsewhere") return { alerts: [], name: "object-store", recordings: [] };
  const here = matchers(context, "object-store");
  const free = `minio_cluster_capacity_usable_free_bytes{${here}} / minio_cluster_capacity_usable_total_bytes{${here}}`;
  return {
    alerts: [
      {
        description: "Resource files cannot be read, tasks that need some fail, and task logs are not kept.",
        expression: `sum by (namespace, job) (up{${here}}) == 0 or absent(up{${here}})`,
        for: "3m",
        name: "DolphinObjectStoreDown",
        severity: "critical",
        summary: "MinIO does not answer.",
      },
      {
        description: "{{ $value | humanizePercentage }} of it is free. When it is full, uploads and task logs fail.",
        expression: `${free} < ${context.spec.thresholds.volumeFree}`,
        for: "15m",
        name: "DolphinObjectStoreFilling",
        severity: "warning",
        summary: "MinIO is almost full.",
      },
    ],
    name: "object-store",
    recordings: [],
  };
}
