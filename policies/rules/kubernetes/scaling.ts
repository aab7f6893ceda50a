import type { EnvironmentRule, ObjectRule } from "../../core/rule.ts";
import { autoscaler, scaledObject, scalerTypes, servingTypes } from "../../core/types.ts";

const text = {
  link: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",
  pack: "kubernetes",
} as const;

export const hpaBounds: ObjectRule = {
  ...text,
  scope: "object",
  id: "hpa-bounds",
  title: "A scaler has room, and an end",
  severity: "medium",
  why: "With a maximum at the minimum it never scales; above it the API server refuses it.",
  remediation: "Set a maximum above the minimum.",
  origin: "A13",
  types: scalerTypes,
  evaluate: (object) => {
    const hpa = object.type === autoscaler;
    const min = object.at("spec", hpa ? "minReplicas" : "minReplicaCount");
    const at = object.at("spec", hpa ? "maxReplicas" : "maxReplicaCount");
    const least = min.absent ? (hpa ? 1 : 0) : min.number;
    if (at.absent && hpa) return [{ at, allowed: "a number", fix: "Set a maximum." }];
    if (at.number === undefined || least === undefined || at.number > least) return [];
    return [{ at, allowed: `more than the minimum, ${least}`, fix: `Write ${least + 1} or more.` }];
  },
};

export const hpaTargetExists: EnvironmentRule = {
  ...text,
  scope: "environment",
  id: "hpa-target-exists",
  title: "A scaler's target is there",
  severity: "high",
  why: "One that scales nothing looks healthy: it only never does anything.",
  remediation: "Correct kind and name of its target.",
  origin: "kube-linter, dangling-horizontalpodautoscaler",
  evaluate: (environment) => {
    const workloads = environment.of(...servingTypes);
    return environment.of(autoscaler, scaledObject).flatMap((object) => {
      const at = object.at("spec", "scaleTargetRef", "name");
      const found = workloads.some((it) => it.name === at.text && it.namespace === object.namespace);
      if (at.text === undefined || found) return [];
      return [{ object, at, allowed: "a workload of this namespace", fix: "Correct the name.", missing: true }];
    });
  },
};

export const scalingRules = [hpaBounds, hpaTargetExists];
