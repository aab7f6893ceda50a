import type { Field } from "../../core/field.ts";
import type { ObjectView } from "../../core/model.ts";
import type { Parameters } from "../../core/parameters.ts";
import { type Role, roles, targetRole } from "../../core/roles.ts";
import type { ObjectRule, Problem } from "../../core/rule.ts";
import { autoscaler, scalerTypes, servingTypes, valuesTypes } from "../../core/types.ts";
import { schedulerValues } from "../../core/values.ts";

type Limits = Parameters["roleLimits"];

const text = {
  severity: "high",
  link: "https://github.com/apache/dolphinscheduler/blob/3.2.2/docs/docs/en/architecture/configuration.md",
  pack: "scheduler",
  star: true,
  parameters: ["roleLimits"],
  scope: "object",
} as const;

/** How many of a role may run, wherever the number is said: a workload, Helm values, the bounds of a scaler. */
export const replicasWithinRoleLimits: ObjectRule = {
  ...text,
  id: "replicas-within-role-limits",
  title: "Replicas of every role are within its limits",
  why: "Every server holds database connections and watches in the registry: too many bring both down for all, and one digit too much in a stack file is enough.",
  remediation:
    "Choose a number within the limits, or raise the role's limit (parameter roleLimits) with whoever answers for the database.",
  origin: "A7",
  types: [...servingTypes, ...valuesTypes, ...scalerTypes],
  evaluate: (object, { parameters: { roleLimits } }) => countsOf(object).flatMap((count) => judge(count, roleLimits)),
};

/** The least that a scaler goes down to. */
export const scalerWithinRoleLimits: ObjectRule = {
  ...text,
  id: "scaler-within-role-limits",
  title: "A scaler never goes below its role's least replicas",
  why: "A scaler's minimum is what runs at night: below the role's limit the first task waits for a server to start, or nothing runs at all.",
  remediation: "Raise the scaler's minimum to the role's.",
  origin: "A13; apache/dolphinscheduler#13353",
  types: scalerTypes,
  evaluate: (object, { parameters: { roleLimits } }) => {
    const role = scaledRole(object);
    const min = role && roleLimits[role]?.min;
    const at = object.at("spec", object.type === autoscaler ? "minReplicas" : "minReplicaCount");
    // Kubernetes starts from 1 where nothing is said, KEDA from 0.
    const least = at.absent ? (object.type === autoscaler ? 1 : 0) : at.number;
    if (min === undefined || least === undefined || least >= min) return [];
    const allowed = `at least ${min} for role ${role}`;
    return [{ at, allowed, fix: `Write ${min} or more.`, patch: { path: at.path, value: min } }];
  },
};

interface Count {
  readonly role: Role;
  readonly at: Field;
}

function countsOf(object: ObjectView): readonly Count[] {
  if (valuesTypes.includes(object.type)) {
    const values = schedulerValues(object);
    return values ? roles.flatMap((role) => inValues(values, role)) : [];
  }
  if (scalerTypes.includes(object.type)) {
    const role = scaledRole(object);
    const at = object.at("spec", object.type === autoscaler ? "maxReplicas" : "maxReplicaCount");
    return role ? [{ role, at }] : [];
  }
  return object.role ? [{ role: object.role, at: object.at("spec", "replicas") }] : [];
}

/** Replicas of a chart's values; a bundled registry and the worker's scaler have numbers of their own. */
function inValues(values: Field, role: Role): readonly Count[] {
  const places: readonly Field[] =
    role === "registry"
      ? [values.at("zookeeper", "replicaCount")]
      : [values.at(role, "replicas"), values.at(role, "keda", "maxReplicaCount")];
  return places.filter((at) => at.unknown || at.present).map((at) => ({ role, at }));
}

/** The role that a scaler is for; the objects that it belongs to say whether it is of a DolphinScheduler. */
export function scaledRole(object: ObjectView): Role | undefined {
  const target = object.at("spec", "scaleTargetRef", "name").text ?? "";
  const labels = object.at("metadata", "labels").fields.map(({ text: label }) => label ?? "");
  const queries = object.at("spec", "triggers").items.map((trigger) => trigger.at("metadata", "query").text ?? "");
  const signs = [object.name, object.namespace, target, ...labels, ...queries];
  return targetRole(
    target,
    signs.some((sign) => sign.includes("dolphinscheduler") || sign.includes("t_ds_task_instance")),
  );
}

function judge({ role, at }: Count, limits: Limits): readonly Problem[] {
  const limit = limits[role];
  // KEDA goes up to 100 where nothing is said; elsewhere nothing means one.
  const count = at.absent ? (at.key === "maxReplicaCount" ? 100 : undefined) : at.number;
  if (limit === undefined || count === undefined) return [];
  if (count >= limit.min && count <= limit.max) return [];
  const nearest = count < limit.min ? limit.min : limit.max;
  const fix = `Write ${nearest}, or raise the limit of ${role} (parameter roleLimits).`;
  return [
    {
      at,
      allowed: `${limit.min} to ${limit.max} for role ${role}`,
      fix,
      patch: { path: at.path, value: nearest },
    },
  ];
}
