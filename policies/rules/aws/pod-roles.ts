import type { ObjectView } from "../../core/model.ts";
import type { EnvironmentRule, ObjectRule } from "../../core/rule.ts";
import { serviceAccount } from "../../core/types.ts";
import { role } from "./iam.ts";
import { allowing, type Statement } from "./statements.ts";

const text = {
  link: "https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html",
  pack: "aws",
} as const;

const webIdentity = ({ actions }: Statement) => actions.includes("sts:AssumeRoleWithWebIdentity");

export const irsaTrustNamesOneServiceAccount: ObjectRule = {
  ...text,
  scope: "object",
  id: "irsa-trust-names-one-service-account",
  title: "A pod's role is for one ServiceAccount",
  severity: "high",
  star: true,
  why: "Without a condition on its name every pod of the cluster may take the role, those that run users' tasks included.",
  remediation: "Add StringEquals on <provider>:sub with system:serviceaccount:<namespace>:<name>.",
  origin: "apache/dolphinscheduler#17742",
  types: [role],
  evaluate: (object) => {
    const at = object.at("assumeRolePolicy");
    return allowing(at)
      .filter(webIdentity)
      .filter(
        ({ conditions }) => !/"StringEquals":\{[^}]*:sub":"system:serviceaccount:[^:*"]+:[^:*"]+"/.test(conditions),
      )
      .map(() => {
        const fix = "Add StringEquals on the token's sub.";
        return { at, received: "a trust that names no ServiceAccount", allowed: "one ServiceAccount", fix };
      });
  },
};

const roleAnnotation = "eks.amazonaws.com/role-arn";

export const oneRolePerComponent: EnvironmentRule = {
  ...text,
  scope: "environment",
  id: "one-role-per-component",
  title: "Every component has a role of its own",
  severity: "medium",
  star: true,
  why: "A shared role gives the worker, where users' code runs, the rights of the API server.",
  remediation: "Make a role for each ServiceAccount.",
  origin: "apache/dolphinscheduler#17867",
  evaluate: (environment) => {
    const users = environment
      .of(serviceAccount)
      .map((object: ObjectView) => ({ object, at: object.at("metadata", "annotations", roleAnnotation) }))
      .filter(({ at }) => at.text !== undefined);
    return users
      .filter(({ at }, index) => users.findIndex((it) => it.at.text === at.text) < index)
      .map(({ object, at }) => ({ object, at, allowed: "a role that nobody else has", fix: "Make one for it." }));
  },
};
