import type { Field } from "../../core/field.ts";
import type { ObjectRule, Problem } from "../../core/rule.ts";
import { podTypes } from "../../core/types.ts";

const text = {
  link: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  pack: "kubernetes",
  scope: "object",
} as const;

export const noAutomountToken: ObjectRule = {
  ...text,
  id: "no-automount-token",
  title: "Pods get no token for the API server that they do not use",
  severity: "high",
  why: "Tasks of a workflow can read the worker's token and act as it in the cluster.",
  remediation: "Set automountServiceAccountToken to false on the pod.",
  origin: "Chart section 7",
  types: podTypes,
  remediates: true,
  evaluate: (object) => {
    const at = object.podSpec?.at("automountServiceAccountToken");
    if (at === undefined || at.unknown || at.flag === false) return [];
    return [{ at, allowed: "false", fix: "Write false.", patch: { path: at.path, value: false } }];
  },
};

export const noDefaultServiceAccount: ObjectRule = {
  ...text,
  id: "no-default-service-account",
  title: "Pods have a ServiceAccount of their own",
  severity: "medium",
  why: "Rights given to the default account are given to every pod of the namespace, those of tomorrow included.",
  remediation: "Name a ServiceAccount made for this workload.",
  origin: "kube-linter, default-service-account",
  types: podTypes,
  evaluate: (object) => {
    const at = object.podSpec?.at("serviceAccountName");
    if (at === undefined || at.unknown || (at.present && at.text !== "default" && at.text !== "")) return [];
    return [{ at, allowed: "an account of its own", fix: "Name a ServiceAccount made for this workload." }];
  },
};

const rbac = "kubernetes:rbac.authorization.k8s.io/v1:";
const roleTypes = [`${rbac}Role`, `${rbac}ClusterRole`];

export const noClusterAdmin: ObjectRule = {
  ...text,
  id: "no-cluster-admin",
  title: "Nobody is bound to cluster-admin",
  severity: "critical",
  why: "Whoever gets into one pod then owns every cluster object.",
  remediation: "Bind a Role with the few rights that are used.",
  origin: "CIS Kubernetes Benchmark 5.1.1",
  types: [`${rbac}RoleBinding`, `${rbac}ClusterRoleBinding`],
  evaluate: (object) => {
    const at = object.at("roleRef", "name");
    if (at.text !== "cluster-admin") return [];
    return [{ at, allowed: "a role with the rights that are used", fix: "Bind a Role of this namespace." }];
  },
};

export const noRbacWildcards: ObjectRule = {
  ...text,
  id: "no-rbac-wildcards",
  title: "Roles name what they allow",
  severity: "high",
  why: "A star also allows what is added tomorrow: new verbs, new kinds, secrets among them.",
  remediation: "List the API groups, resources and verbs that are used.",
  origin: "CIS Kubernetes Benchmark 5.1.3",
  types: roleTypes,
  evaluate: (object) => entries(object.at("rules"), ["apiGroups", "resources", "verbs"], ["*"]),
};

export const noEscalateBind: ObjectRule = {
  ...text,
  id: "no-escalate-bind",
  title: "No role may give itself more rights",
  severity: "critical",
  why: "escalate, bind and impersonate turn any account into any other.",
  remediation: "Remove these verbs; whoever needs them is an administrator.",
  origin: "Kubernetes RBAC good practices",
  types: roleTypes,
  evaluate: (object) => entries(object.at("rules"), ["verbs"], ["escalate", "bind", "impersonate"]),
};

function entries(rules: Field, keys: readonly string[], forbidden: readonly string[]): readonly Problem[] {
  return rules.items.flatMap((rule) =>
    keys
      .flatMap((key) => rule.at(key).items)
      .filter(({ text: entry }) => entry !== undefined && forbidden.includes(entry))
      .map((at) => ({ at, allowed: `anything but ${forbidden.join(", ")}`, fix: "List what is used." })),
  );
}

export const accountRules = [
  noAutomountToken,
  noDefaultServiceAccount,
  noClusterAdmin,
  noRbacWildcards,
  noEscalateBind,
];
