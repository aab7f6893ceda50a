import type { ObjectRule } from "../../core/rule.ts";
import { daemonSet, servingTypes } from "../../core/types.ts";

const text = {
  link: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
  origin: "A8",
  pack: "kubernetes",
  scope: "object",
  types: [...servingTypes, daemonSet],
} as const;

export const requireLivenessProbe: ObjectRule = {
  ...text,
  id: "require-liveness-probe",
  title: "Every container that keeps running has a liveness probe",
  severity: "high",
  why: "A server that hangs is never restarted without one: self-healing stops at crashes.",
  remediation: "Add a livenessProbe that asks the process itself.",
  evaluate: (object) =>
    object.containers
      .map((container) => container.at("livenessProbe"))
      .filter((probe) => probe.absent)
      .map((at) => ({ at, allowed: "a liveness probe", fix: "Add a probe that asks the process itself." })),
};

export const requireReadinessProbe: ObjectRule = {
  ...text,
  id: "require-readiness-probe",
  title: "Every container that keeps running has a readiness probe",
  severity: "high",
  why: "Without one a Service sends requests to a server that is still starting, and a rollout replaces the next pod too early.",
  remediation: "Add a readinessProbe that asks whether it can serve.",
  evaluate: (object) =>
    object.containers
      .map((container) => container.at("readinessProbe"))
      .filter((probe) => probe.absent)
      .map((at) => ({ at, allowed: "a readiness probe", fix: "Add a probe that asks whether it can serve." })),
};

export const probesNotIdentical: ObjectRule = {
  ...text,
  id: "probes-not-identical",
  title: "Liveness and readiness ask different things",
  severity: "low",
  why: "One question for both restarts a server that is only busy, which makes the load on the others worse.",
  remediation: "Let liveness ask whether the process answers at all, and readiness whether it can serve.",
  evaluate: (object) =>
    object.containers.flatMap((container) => {
      const [alive, ready] = [container.at("livenessProbe"), container.at("readinessProbe")];
      if (!alive.present || !ready.present || JSON.stringify(alive.value) !== JSON.stringify(ready.value)) return [];
      const received = "the same probe as livenessProbe";
      return [{ at: ready, allowed: "another question, or more patience", fix: "Change one of them.", received }];
    }),
};

export const probeRules = [requireLivenessProbe, requireReadinessProbe, probesNotIdentical];
