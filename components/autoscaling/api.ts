import type { Problem } from "../binding/checks.ts";
import { labels } from "../kubernetes/labels.ts";
import type { AutoscalingSpec } from "../scheduler/types.ts";

/**
 * The autoscaling/v2 HorizontalPodAutoscaler of the API servers.
 *
 * It adds fast and removes slowly, one pod in a minute and only what was too much for five: an API server needs about
 * a minute to start, so a pod removed in a pause between two bursts would be missed.
 */
export function apiAutoscaler(instance: string, namespace: string, spec: AutoscalingSpec) {
  return {
    metadata: {
      labels: labels({ name: "dolphinscheduler", instance, component: "autoscaling" }),
      name: `${instance}-api`,
      namespace,
    },
    spec: {
      behavior: {
        scaleDown: {
          policies: [{ periodSeconds: 60, type: "Pods", value: 1 }],
          stabilizationWindowSeconds: 300,
        },
      },
      maxReplicas: spec.maxReplicas,
      metrics: [
        {
          resource: { name: "cpu", target: { averageUtilization: spec.cpuPercent, type: "Utilization" } },
          type: "Resource",
        },
      ],
      minReplicas: spec.minReplicas,
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: `${instance}-api` },
    },
  };
}

/** Everything that is wrong with the bounds; empty when they are right. */
export function checkAutoscaling({ minReplicas, maxReplicas, cpuPercent }: AutoscalingSpec): Problem[] {
  const problems: Problem[] = [];
  const refuse = (field: string, reason: string) =>
    problems.push({ propertyPath: `spec.${field}`, reason: `spec.${field}: ${reason}` });
  if (!Number.isInteger(minReplicas) || minReplicas < 1) {
    refuse("minReplicas", `${minReplicas} is no number of pods that serve; allowed is a whole number from 1. Try 2.`);
  }
  if (!Number.isInteger(maxReplicas) || maxReplicas < minReplicas) {
    const least = Math.max(1, Math.ceil(minReplicas));
    refuse(
      "maxReplicas",
      `${maxReplicas} is below minReplicas; allowed is a whole number from ${least}. Try ${least}.`,
    );
  }
  if (!Number.isInteger(cpuPercent) || cpuPercent < 1 || cpuPercent > 100) {
    refuse("cpuPercent", `${cpuPercent} is no share of the CPU request; allowed is a whole number, 1 to 100. Try 70.`);
  }
  return problems;
}
