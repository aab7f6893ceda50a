import { slowScaleDown } from "./behavior.ts";
import { type ScaledServer, scalerMetadata, scaleTarget } from "./place.ts";
import type { AutoscalingSpec } from "./types.ts";

/** The autoscaling/v2 HorizontalPodAutoscaler of a server, on what its pods use of what they request. */
export function resourceAutoscaler(of: ScaledServer, spec: AutoscalingSpec) {
  const { cpuPercent, memoryPercent } = spec;
  return {
    metadata: scalerMetadata(of),
    spec: {
      behavior: slowScaleDown(of),
      maxReplicas: spec.maxReplicas,
      metrics: [
        resource("cpu", cpuPercent),
        ...(memoryPercent === undefined ? [] : [resource("memory", memoryPercent)]),
      ],
      minReplicas: spec.minReplicas,
      scaleTargetRef: scaleTarget(of),
    },
  };
}

const resource = (name: "cpu" | "memory", averageUtilization: number) => ({
  resource: { name, target: { averageUtilization, type: "Utilization" } },
  type: "Resource",
});
