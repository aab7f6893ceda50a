import type { Field } from "../../core/field.ts";
import type { Environment, ObjectView } from "../../core/model.ts";
import type { Parameters } from "../../core/parameters.ts";
import { isScaled } from "../../core/replicas.ts";
import { type Role, serverRoles } from "../../core/roles.ts";
import type { EnvironmentProblem, EnvironmentRule, ObjectRule, Problem } from "../../core/rule.ts";
import { leastOf, mostOf, scaledRole, scalerOf } from "../../core/scalers.ts";
import { patchedServingTypes, scalerTypes, servingTypes, valuesTypes } from "../../core/types.ts";
import { schedulerValues } from "../../core/values.ts";

type Limits = Parameters["roleLimits"];

const text = {
  severity: "high",
  link: "https://github.com/apache/dolphinscheduler/blob/3.2.2/docs/docs/en/architecture/configuration.md",
  pack: "scheduler",
  star: true,
  parameters: ["roleLimits"],
} as const;

/** How many of a role may run, where the program or the chart's values say the number, whatever rewrites them later. */
export const replicasWithinRoleLimits: ObjectRule = {
  ...text,
  scope: "object",
  id: "replicas-within-role-limits",
  title: "Replicas of every role are within its limits",
  why: "Every server holds database connections and watches in the registry: too many bring both down for all, and one digit too much in a stack file is enough.",
  remediation:
    "Choose a number within the limits, or raise the role's limit (parameter roleLimits) with whoever answers for the database.",
  origin: "A7",
  types: [...patchedServingTypes, ...valuesTypes],
  evaluate: (object, { parameters: { roleLimits } }) =>
    countsOf(object).flatMap(({ at, role }) => judge(role, at, at.number, roleLimits)),
};

/** How many of a role may run, where a scaler chooses the number, or nobody says it. */
export const scalerWithinRoleLimits: EnvironmentRule = {
  ...text,
  scope: "environment",
  id: "scaler-within-role-limits",
  title: "A role is within its limits where a scaler chooses the number, or nobody says one",
  why: "A scaler's minimum is what runs at night: below the role's limit the first task waits for a server to start, or nothing runs at all. Its maximum is what a burst asks of the database. Where nobody says a number, one runs.",
  remediation: "Bring the scaler's minimum and maximum within the role's limits; without a scaler, write replicas.",
  origin: "A7; A13; apache/dolphinscheduler#13353",
  evaluate: (environment, { parameters: { roleLimits } }) => [
    ...environment.of(...scalerTypes).flatMap((object) => outside(environment, object, roleLimits)),
    ...environment.of(...servingTypes).flatMap((object) => unsaid(environment, object, roleLimits)),
  ],
};

interface Count {
  readonly role: Role | undefined;
  readonly at: Field;
}

function countsOf(object: ObjectView): readonly Count[] {
  if (!valuesTypes.includes(object.type)) return [{ role: object.role, at: object.at("spec", "replicas") }];
  const values = schedulerValues(object);
  if (values === undefined) return [];
  const servers = serverRoles
    .filter((role) => values.at(role, "enabled").flag !== false)
    .map((role) => ({ role, at: values.at(role, "replicas") }));
  return [...servers, { role: "registry", at: values.at("zookeeper", "replicaCount") }];
}

function outside(environment: Environment, object: ObjectView, limits: Limits): readonly EnvironmentProblem[] {
  const role = scaledRole(environment, object);
  return [leastOf(object), mostOf(object)].flatMap(({ at, count }) =>
    judge(role, at, count, limits).map((problem) => ({ ...problem, object })),
  );
}

/** One pod runs where nobody says a number and no scaler chooses it. */
function unsaid(environment: Environment, object: ObjectView, limits: Limits): readonly EnvironmentProblem[] {
  const at = object.at("spec", "replicas");
  if (!at.absent || isScaled(object) || scalerOf(environment, object)) return [];
  const received = "nothing, which means 1";
  return judge(object.role, at, 1, limits).map((problem) => ({ ...problem, object, received, missing: true }));
}

function judge(role: Role | undefined, at: Field, count: number | undefined, limits: Limits): readonly Problem[] {
  const limit = role && limits[role];
  if (limit === undefined || count === undefined) return [];
  if (count >= limit.min && count <= limit.max) return [];
  const nearest = count < limit.min ? limit.min : limit.max;
  return [
    {
      at,
      allowed: `${limit.min} to ${limit.max} for role ${role}`,
      fix: `Write ${nearest}, or change the limit of ${role} (parameter roleLimits).`,
      patch: { path: at.path, value: nearest },
    },
  ];
}
