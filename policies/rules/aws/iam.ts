import type { Field } from "../../core/field.ts";
import type { ObjectRule } from "../../core/rule.ts";

const policyTypes = [
  "aws:iam/policy:Policy",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/groupPolicy:GroupPolicy",
];
export const role = "aws:iam/role:Role";

const text = {
  link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  origin: "AWS IAM best practices",
  pack: "aws",
} as const;

export interface Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principals: readonly string[];
  readonly conditions: string;
}

const list = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((it) => typeof it === "string");

/** The statements of a policy in JSON; none when it cannot be read. */
export function statements(policy: Field): readonly Statement[] {
  let document: unknown;
  try {
    document = JSON.parse(policy.text ?? "null");
  } catch {
    return [];
  }
  const found = typeof document === "object" && document !== null ? Reflect.get(document, "Statement") : undefined;
  return (Array.isArray(found) ? found : [found])
    .filter((it): it is object => typeof it === "object" && it !== null)
    .map(statement);
}

function statement(raw: object): Statement {
  const get = (key: string): unknown => Reflect.get(raw, key);
  const principal = get("Principal");
  const named =
    typeof principal === "object" && principal !== null ? Object.values(principal).flatMap(list) : list(principal);
  return {
    effect: String(get("Effect")),
    actions: list(get("Action")),
    resources: list(get("Resource")),
    principals: named,
    conditions: JSON.stringify(get("Condition") ?? {}),
  };
}

export const allowing = (policy: Field) => statements(policy).filter(({ effect }) => effect === "Allow");

function policyRule(
  said: Pick<ObjectRule, "id" | "title" | "severity" | "why" | "remediation">,
  wrong: (statement: Statement) => string | undefined,
): ObjectRule {
  return {
    ...text,
    ...said,
    scope: "object",
    types: policyTypes,
    evaluate: (object) => {
      const at = object.at("policy");
      return allowing(at)
        .flatMap((it) => wrong(it) ?? [])
        .map((received) => ({ at, received, allowed: "what is used, by name", fix: said.remediation }));
    },
  };
}

export const iamNoWildcards = policyRule(
  {
    id: "iam-no-wildcards",
    title: "Rights are named",
    severity: "high",
    why: "A star allows what AWS adds tomorrow, on what you make tomorrow.",
    remediation: "List the actions and the resources that are used.",
  },
  ({ actions, resources }) => {
    if (actions.some((action) => action === "*" || /^\w+:\*$/.test(action))) return "an action with a star for all";
    // Some actions know no resource; those that change data do.
    const changes = actions.some((action) => !/:(List|Describe|Get)/.test(action));
    return resources.includes("*") && changes ? "a right on every resource" : undefined;
  },
);

const escalating =
  /^(iam:(PassRole|Create(User|Role|Policy|AccessKey|PolicyVersion)|Attach\w+Policy|Put\w+Policy|UpdateAssumeRolePolicy|SetDefaultPolicyVersion)|sts:AssumeRole)$/i;

export const iamNoPrivilegeEscalation = policyRule(
  {
    id: "iam-no-privilege-escalation",
    title: "No right to give oneself rights",
    severity: "critical",
    why: "Whoever may pass roles or write policies may do everything.",
    remediation: "Remove it, or bind it to one role by its ARN.",
  },
  ({ actions, resources }) => {
    const found = actions.find((action) => escalating.test(action));
    const open =
      resources.length === 0 || resources.some((resource) => resource === "*" || resource.endsWith(":role/*"));
    return found && open ? `${found} on every role` : undefined;
  },
);

export const iamNoUsersOrKeys: ObjectRule = {
  ...text,
  scope: "object",
  id: "iam-no-users-or-keys",
  title: "Programs have roles, not keys",
  severity: "high",
  why: "A key never ends, and is copied where nobody finds it again.",
  remediation: "Give the pods' ServiceAccount a role; DolphinScheduler 3.2.x knows keys alone and needs an exemption.",
  types: ["aws:iam/user:User", "aws:iam/accessKey:AccessKey"],
  evaluate: (object) => {
    const received = object.type.endsWith("AccessKey") ? "an access key" : "a user";
    return [{ at: object.root, received, allowed: "roles", fix: "Use a role for a ServiceAccount." }];
  },
};

export const iamTrustNotOpen: ObjectRule = {
  ...text,
  scope: "object",
  id: "iam-trust-not-open",
  title: "A role says who may take it",
  severity: "critical",
  why: "A role that everybody may take is a right that everybody has, other accounts included.",
  remediation: "Name accounts, services or identity providers as principals.",
  types: [role],
  evaluate: (object) => {
    const at = object.at("assumeRolePolicy");
    return allowing(at)
      .filter(({ principals, conditions }) => principals.includes("*") && conditions === "{}")
      .map(() => ({ at, received: "any principal", allowed: "named principals", fix: "Name who may take it." }));
  },
};

export const iamRules: readonly ObjectRule[] = [
  iamNoWildcards,
  iamNoPrivilegeEscalation,
  iamNoUsersOrKeys,
  iamTrustNotOpen,
];
