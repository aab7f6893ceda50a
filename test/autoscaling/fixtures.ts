import type { ScaledServer } from "../../components/autoscaling/place.ts";
import type {
  AutoscalingSpec,
  GaugeAutoscalingSpec,
  QueueAutoscalingSpec,
} from "../../components/autoscaling/types.ts";

export const api: ScaledServer = { gracePeriodSeconds: 60, instance: "ds", namespace: "dolphin", server: "api" };
export const worker: ScaledServer = { ...api, gracePeriodSeconds: 660, server: "worker" };

export const byUse: AutoscalingSpec = { minReplicas: 2, maxReplicas: 6, cpuPercent: 70, memoryPercent: undefined };
export const byGauges: GaugeAutoscalingSpec = { by: "hpa", minReplicas: 2, maxReplicas: 8, busyPercent: 80 };
export const byQueue: QueueAutoscalingSpec = {
  by: "keda",
  minReplicas: 2,
  maxReplicas: 8,
  busyPercent: 80,
  operatorNamespace: "keda",
  pollSeconds: 30,
};
