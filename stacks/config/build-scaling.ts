import type { AutoscalingSpec, WorkerAutoscalingSpec } from "../../components/autoscaling/types.ts";
import type { Settings } from "./schema.ts";

/** Replicas that a server starts from, and the scaler that owns them from then on. */
export function scaledByUse({ autoscaling: it, replicas }: Settings["api" | "alert"]): {
  readonly replicas: number;
  readonly autoscaling: AutoscalingSpec | undefined;
} {
  if (it === undefined) return { replicas, autoscaling: undefined };
  const { cpu: cpuPercent, max: maxReplicas, memory: memoryPercent, min: minReplicas } = it;
  return { replicas: minReplicas, autoscaling: { minReplicas, maxReplicas, cpuPercent, memoryPercent } };
}

/** The same for workers, whose scaler looks at work. */
export function scaledByWork({ autoscaling: it, replicas }: Settings["worker"]): {
  readonly replicas: number;
  readonly autoscaling: WorkerAutoscalingSpec | undefined;
} {
  if (it === undefined) return { replicas, autoscaling: undefined };
  const bounds = { minReplicas: it.min, maxReplicas: it.max, busyPercent: it.busy };
  if (it.by === "hpa") return { replicas: it.min, autoscaling: { by: "hpa", ...bounds } };
  const { operatorNamespace, poll: pollSeconds } = it;
  return { replicas: it.min, autoscaling: { by: "keda", ...bounds, operatorNamespace, pollSeconds } };
}
