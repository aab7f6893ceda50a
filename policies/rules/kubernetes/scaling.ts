import type { EnvironmentProblem, EnvironmentRule, ObjectRule } from "../../core/rule.ts";
import { kindOf, leastOf, mostOf, targetKind, targetName, targetOf } from "../../core/scalers.ts";
import { scaledObject, scalerTypes, servingTypes } from "../../core/types.ts";

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
    const { count: least } = leastOf(object);
    const { at, count: most } = mostOf(object);
    if (at.absent && object.type !== scaledObject) return [{ at, allowed: "a number", fix: "Set a maximum." }];
    if (most === undefined || least === undefined || most > least) return [];
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
  evaluate: (environment) =>
    environment.of(...scalerTypes).flatMap((object): readonly EnvironmentProblem[] => {
      const { at: kindAt, kind } = targetKind(object);
      // What scales in the same way may be of a kind that others make: Argo's Rollout.
      if (kind === undefined || !kinds.has(kind)) return [];
      const at = targetName(object);
      const target = targetOf(environment, object);
      if (at.text === undefined || (target && kindOf(target) === kind)) return [];
      if (target === undefined) {
        return [{ object, at, allowed: "a workload of this namespace", fix: "Correct the name.", missing: true }];
      }
      const allowed = `${kindOf(target)}, which ${target.name} is`;
      const patch = { path: kindAt.path, value: kindOf(target) };
      const received = kindAt.absent ? `nothing, which means ${kind}` : kind;
      return [{ object, at: kindAt, allowed, fix: `Write ${kindOf(target)}.`, received, patch }];
    }),
};

const kinds: ReadonlySet<string> = new Set(servingTypes.map((type) => type.split(":").at(-1) ?? ""));

export const scalingRules = [hpaBounds, hpaTargetExists];
