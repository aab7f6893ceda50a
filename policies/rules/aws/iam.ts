import { matches } from "../../core/glob.ts";
import type { ObjectRule } from "../../core/rule.ts";
import { allowing, policiesOf, type Statement } from "./statements.ts";

export const role = "aws:iam/role:Role";
/** What holds rights. A role may have policies of its own in it. */
const policyTypes = [
  "aws:iam/policy:Policy",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/groupPolicy:GroupPolicy",
  role,
];
const attachmentTypes = [
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  "aws:iam/policyAttachment:PolicyAttachment",
];

const text = {
  link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  origin: "AWS IAM best practices",
  pack: "aws",
} as const;

function policyRule(
  said: Pick<ObjectRule, "id" | "title" | "severity" | "why" | "remediation">,
  wrong: (statement: Statement) => string | undefined,
): ObjectRule {
  return {
    ...text,
    ...said,
    scope: "object",
    types: policyTypes,
    evaluate: (object) =>
      policiesOf(object).flatMap((at) =>
        allowing(at)
          .flatMap((it) => wrong(it) ?? [])
          .map((received) => ({ at, received, allowed, fix: said.remediation })),
      ),
  };
}

const allowed = "what is used, by name";

/** Every resource of a service, such as arn:aws:s3:::*. */
const everyResource = /^arn:[\w-]*:[\w-]+:[^:]*:\*?:\*(\/\*)?$/;
/** Actions that ask what there is: they know no resource. */
const asks = /:(List|Describe|GetBucket)/;
/** Actions that change nothing. */
const reads = /:(List|Describe|Get)/;

const namedRights = policyRule(
  {
    id: "iam-no-wildcards",
    title: "Rights are named",
    severity: "high",
    why: "A star allows what AWS adds tomorrow, on what you make tomorrow.",
    remediation: "List the actions and the resources that are used.",
  },
  ({ actions, allBut, resources }) => {
    if (allBut) return "all actions but some";
    if (actions.some((action) => /^(\*|[\w-]+)(:\*)?$/.test(action))) return "an action with a star for all";
    const any = resources.includes("*") && actions.some((action) => !reads.test(action));
    const every = resources.some((it) => everyResource.test(it)) && actions.some((action) => !asks.test(action));
    return any || every ? "a right on every resource" : undefined;
  },
);

/** Policies of AWS that allow everything, or to allow oneself everything. */
const almighty = /^arn:[\w-]*:iam::aws:policy\/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/;

export const iamNoWildcards: ObjectRule = {
  ...namedRights,
  types: [...policyTypes, ...attachmentTypes],
  evaluate: (object, circumstances) => [
    ...namedRights.evaluate(object, circumstances),
    ...[object.at("policyArn"), ...object.at("managedPolicyArns").items]
      .filter(({ text: arn }) => arn !== undefined && almighty.test(arn))
      .map((at) => ({ at, allowed: "a policy with what is used", fix: "Write a policy of your own." })),
  ],
};

/** Rights by which one gives oneself others. */
const escalating = [
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreatePolicy",
  "iam:CreatePolicyVersion",
  "iam:CreateRole",
  "iam:CreateUser",
  "iam:PassRole",
  "iam:PutGroupPolicy",
  "iam:PutRolePolicy",
  "iam:PutUserPolicy",
  "iam:SetDefaultPolicyVersion",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateLoginProfile",
  "sts:AssumeRole",
].map((action) => action.toLowerCase());

/** An action of a policy, which may have a star in it and is read in any case. A star for all is another rule's. */
const isEscalating = (action: string) =>
  /:.*\w/.test(action) && escalating.some((it) => matches(action.toLowerCase(), it));

const everyOne = /^(\*|arn:[\w-]*:iam::[\d*]*:(\*|(role|user|group|policy)\/\*))$/;

export const iamNoPrivilegeEscalation = policyRule(
  {
    id: "iam-no-privilege-escalation",
    title: "No right to give oneself rights",
    severity: "critical",
    why: "Whoever may pass roles or write policies may do everything.",
    remediation: "Remove it, or bind it to one role by its ARN.",
  },
  ({ actions, resources }) => {
    const found = actions.find(isEscalating);
    const open = resources.length === 0 || resources.some((resource) => everyOne.test(resource));
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
