import type { ApplicationVersion } from "../scheduler/versions/index.ts";
import { hasMeter, type MeterName } from "../scheduler/versions/metrics.ts";
import { slowScaleDown } from "./behavior.ts";
import { type ScaledServer, scalerMetadata, scaleTarget } from "./place.ts";
import type { GaugeAutoscalingSpec } from "./types.ts";

/** Threads that run a task, and tasks that wait for one. */
const gauges: readonly MeterName[] = ["ds_worker_active_execute_thread", "ds_worker_execute_queue_size"];

/** Whether the version's workers say how busy they are. */
export const showsGauges = (version: ApplicationVersion): boolean => gauges.every((gauge) => hasMeter(version, gauge));

/**
 * The HorizontalPodAutoscaler of the workers. Both gauges count: a full worker refuses a task, which goes back to the
 * master, unless it was told to queue. The larger number of replicas that they lead to is taken.
 */
export function gaugeAutoscaler(of: ScaledServer, threads: number, spec: GaugeAutoscalingSpec) {
  const averageValue = String(busyThreads(threads, spec.busyPercent));
  return {
    metadata: scalerMetadata(of),
    spec: {
      behavior: slowScaleDown(of),
      maxReplicas: spec.maxReplicas,
      metrics: gauges.map((name) => ({
        pods: { metric: { name }, target: { averageValue, type: "AverageValue" } },
        type: "Pods",
      })),
      minReplicas: spec.minReplicas,
      scaleTargetRef: scaleTarget(of),
    },
  };
}

/** Tasks that one worker is to have at once. */
export const busyThreads = (threads: number, busyPercent: number): number =>
  Math.max(1, Math.floor((threads * busyPercent) / 100));
