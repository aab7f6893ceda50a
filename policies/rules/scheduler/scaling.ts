import type { Field } from "../../core/field.ts";
import type { ObjectView } from "../../core/model.ts";
import { isScaled } from "../../core/replicas.ts";
import type { EnvironmentRule, Problem } from "../../core/rule.ts";
import { kindOf, leastOf, scaledRole, targetName, targetOf } from "../../core/scalers.ts";
import { autoscalerV1, scaledObject, scalerTypes } from "../../core/types.ts";

const text = { pack: "scheduler", scope: "environment" } as const;

export const noStaticReplicasWithScaler: EnvironmentRule = {
  ...text,
  id: "no-static-replicas-with-scaler",
  title: "Either the program or a scaler owns the number of replicas",
  severity: "high",
  why: "With both, every update sets the number back and takes servers away in the middle of the load they were added for.",
  remediation: "Leave replicas out of a workload that a scaler owns.",
  link: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling",
  origin: "Chart section 2, KEDA; apache/airflow#34863",
  evaluate: (environment) =>
    environment.of(...scalerTypes).flatMap((scaler) => {
      const object = targetOf(environment, scaler);
      const at = object?.at("spec", "replicas");
      // What it was before the program gave it away stays in the state's inputs.
      if (object === undefined || !at?.present || isScaled(object)) return [];
      const received = `${at.number} beside ${kindOf(scaler)} ${scaler.name}`;
      const patch = { path: at.path };
      return [{ object, at, allowed: "nothing: the scaler owns it", fix: "Remove replicas.", received, patch }];
    }),
};

export const oneScalerPerWorkload: EnvironmentRule = {
  ...text,
  id: "one-scaler-per-workload",
  star: true,
  title: "A workload has one scaler",
  severity: "high",
  why: "Two scalers undo each other's work for ever, and a scale-down kills tasks.",
  remediation: "Remove all but one; a ScaledObject makes its own HorizontalPodAutoscaler.",
  link: "https://keda.sh/docs/latest/concepts/scaling-deployments/",
  origin: "A13",
  evaluate: (environment) => {
    const scalers = environment.of(...scalerTypes);
    return scalers.flatMap((object, index) => {
      const at = targetName(object);
      const earlier = scalers
        .slice(0, index)
        .find((it) => it.namespace === object.namespace && targetName(it).text === at.text && at.text !== undefined);
      if (earlier === undefined) return [];
      const received = `${at.text}, which ${earlier.name} scales already`;
      return [{ object, at, allowed: "a workload without a scaler", fix: "Remove one of them.", received }];
    });
  },
};

export const kedaMinNotZeroInProduction: EnvironmentRule = {
  ...text,
  id: "keda-min-not-zero-in-production",
  star: true,
  title: "Production keeps a worker when nothing is to do",
  severity: "high",
  why: "From zero the first task waits for a pod, its image and a JVM, and a master without any worker fails what needs one at once.",
  remediation: "Set minReplicaCount to 1 or more.",
  link: "https://keda.sh/docs/latest/reference/scaledobject-spec/#minreplicacount",
  origin: "A13; apache/dolphinscheduler#13367",
  evaluate: (environment, { environmentClass }) =>
    environment.of(scaledObject).flatMap((object) => {
      if (environmentClass !== "prod" || scaledRole(environment, object) === undefined) return [];
      const least = leastOf(object);
      const idle = object.at("spec", "idleReplicaCount");
      return [least, { at: idle, count: idle.number }]
        .filter(({ count }) => count === 0)
        .map(({ at }) => ({ object, at, allowed: "1 or more", fix: "Write 1 or more.", patch: patched(at, 1) }));
    }),
};

export const scaleDownIsSlow: EnvironmentRule = {
  ...text,
  id: "scale-down-is-slow",
  star: true,
  title: "Servers are removed slowly, one at a time",
  severity: "high",
  why: "A removed worker takes its tasks with it, and a pause between two bursts is no reason: Kubernetes would remove all at once.",
  remediation: "Set behavior.scaleDown with a stabilisation window of 300 seconds and a policy of one pod.",
  link: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior",
  origin: "Chart trap 11",
  parameters: ["scaleDownSeconds"],
  evaluate: (environment, { parameters: { scaleDownSeconds } }) =>
    environment
      .of(...scalerTypes)
      .filter((object) => scaledRole(environment, object) !== undefined)
      .flatMap((object) => tooFast(object, scaleDownSeconds).map((problem) => ({ ...problem, object }))),
};

const slowly = [{ type: "Pods", value: 1, periodSeconds: 60 }];

function tooFast(object: ObjectView, least: number): readonly Problem[] {
  const path = object.type === scaledObject ? ["advanced", "horizontalPodAutoscalerConfig", "behavior"] : ["behavior"];
  const window = object.at("spec", ...path, "scaleDown", "stabilizationWindowSeconds");
  const policies = object.at("spec", ...path, "scaleDown", "policies");
  if (object.type === autoscalerV1) {
    return [{ at: policies, allowed: "one pod in some seconds", fix: "Use autoscaling/v2, which can say so." }];
  }
  const seconds = window.absent ? 300 : window.number;
  const fast = policies.items.some(
    (policy) => policy.at("type").text === "Percent" || (policy.at("value").number ?? 1) > 1,
  );
  const early: Problem = {
    at: window,
    allowed: `at least ${least}`,
    fix: `Write ${least}.`,
    patch: patched(window, least),
  };
  const many: Problem = {
    at: policies,
    allowed: "one pod in some seconds",
    fix: "Write {type: Pods, value: 1, periodSeconds: 60}.",
    patch: patched(policies, slowly),
  };
  return [...(seconds !== undefined && seconds < least ? [early] : []), ...(policies.absent || fast ? [many] : [])];
}

const patched = ({ path }: Field, value: unknown) => ({ path, value });

export const schedulerScalingRules = [
  kedaMinNotZeroInProduction,
  scaleDownIsSlow,
  noStaticReplicasWithScaler,
  oneScalerPerWorkload,
];
