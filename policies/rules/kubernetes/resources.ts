import type { ObjectRule } from "../../core/rule.ts";
import { cronJob, job, podTypes } from "../../core/types.ts";

const text = { pack: "kubernetes", scope: "object" } as const;

export const requireRequestsAndLimits: ObjectRule = {
  ...text,
  id: "require-requests-and-limits",
  title: "Every container says what it needs and how much memory it may take",
  severity: "medium",
  why: "Without a request the node is overfilled, and without a memory limit one leak takes down its neighbours.",
  remediation: "Set resources.requests for cpu and memory, and resources.limits.memory.",
  link: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
  origin: "A7",
  types: podTypes,
  evaluate: (object) =>
    object.allContainers.flatMap((container) =>
      [
        container.at("resources", "requests", "cpu"),
        container.at("resources", "requests", "memory"),
        container.at("resources", "limits", "memory"),
      ]
        .filter((at) => at.absent)
        .map((at) => ({ at, allowed: "a quantity", fix: "Set what the container was seen to use, and some more." })),
    ),
};

export const jobsHaveTtlAndDeadline: ObjectRule = {
  ...text,
  id: "jobs-have-ttl-and-deadline",
  title: "Jobs end, and go away",
  severity: "medium",
  why: "A Job without a deadline can hang for ever and hold an update; finished ones pile up, pods included.",
  remediation: "Set activeDeadlineSeconds and ttlSecondsAfterFinished.",
  link: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#ttl-mechanism-for-finished-jobs",
  origin: "A11; apache/airflow#35154",
  types: [job, cronJob],
  evaluate: (object) => {
    const spec = object.type === cronJob ? object.at("spec", "jobTemplate", "spec") : object.at("spec");
    const deadline = { at: spec.at("activeDeadlineSeconds"), value: 600 };
    const ttl = { at: spec.at("ttlSecondsAfterFinished"), value: 86_400 };
    // A Job that Pulumi made must stay, or the next update makes and runs it again; a CronJob cleans up itself.
    const made = object.at("metadata", "labels", "app.kubernetes.io/managed-by").text === "Pulumi";
    const goesAway = object.type === cronJob || made || object.object.urn !== undefined;
    return (goesAway ? [deadline] : [deadline, ttl])
      .filter(({ at }) => at.absent)
      .map(({ at, value }) => ({ at, allowed: "seconds", fix: `Set it, for example ${value}.` }));
  },
};

export const priorityClassSet: ObjectRule = {
  ...text,
  id: "priority-class-set",
  title: "Pods have a priority",
  severity: "low",
  why: "When a node is short of memory, pods without a priority go first, whatever they are worth.",
  remediation: "Make priority classes in the cluster and name one: master: {priorityClass: platform}.",
  link: "https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/",
  origin: "polaris, priorityClassNotSet",
  types: podTypes,
  evaluate: (object) => {
    const at = object.podSpec?.at("priorityClassName");
    if (!at?.absent) return [];
    return [{ at, allowed: "the name of a priority class", fix: "Name one that the cluster has." }];
  },
};

export const resourceRules = [requireRequestsAndLimits, jobsHaveTtlAndDeadline, priorityClassSet];
