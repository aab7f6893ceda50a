import type { Field } from "../../core/field.ts";
import type { ObjectView } from "../../core/model.ts";
import { isOfOthers, podLabels, selects } from "../../core/pods.ts";
import type { EnvironmentRule } from "../../core/rule.ts";
import { networkPolicy, podTypes } from "../../core/types.ts";

const text = {
  scope: "environment",
  pack: "kubernetes",
  link: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
} as const;

/** A policy that is about outgoing connections alone leaves every port open, and so does one that lets everybody in. */
function closesPorts(policy: ObjectView): boolean {
  const types = policy.at("spec", "policyTypes");
  const isIncoming =
    types.unknown || types.items.length === 0 || types.items.some((it) => it.unknown || it.text === "Ingress");
  return isIncoming && !policy.at("spec", "ingress").items.some(letsEverybodyIn);
}

/** A list of peers or ports that is empty, or left out, stands for all. */
function letsEverybodyIn(rule: Field): boolean {
  const isAll = (list: Field) => !list.unknown && list.items.length === 0;
  const isWorld = (peer: Field) =>
    ["0.0.0.0/0", "::/0"].includes(peer.at("ipBlock", "cidr").text ?? "") && peer.at("ipBlock", "except").absent;
  return !rule.unknown && isAll(rule.at("ports")) && (isAll(rule.at("from")) || rule.at("from").items.some(isWorld));
}

export const networkPolicyCoversPods: EnvironmentRule = {
  ...text,
  id: "network-policy-covers-pods",
  title: "Every pod has a network policy about who may reach it",
  severity: "high",
  why: "RPC and actuator ask nobody who they are: whoever reaches a pod's port commands the server.",
  remediation: "Keep isolation.networkPolicies at deny-by-default, or add a policy that selects the pods.",
  origin: "Chart section 7",
  evaluate: (environment) => {
    return environment
      .of(...podTypes)
      .filter(
        (workload) =>
          !environment
            .in(workload.namespace, networkPolicy)
            .some((policy) => selects(policy.at("spec", "podSelector"), podLabels(workload)) && closesPorts(policy)),
      )
      .map((object) => {
        const fix = "Add a NetworkPolicy that selects them, or one for the whole namespace.";
        const received = "pods whose ports no network policy closes";
        return {
          object,
          at: podLabels(object),
          allowed: "a policy that selects the pods",
          fix,
          received,
          missing: true,
        };
      });
  },
};

export const danglingNetworkPolicy: EnvironmentRule = {
  ...text,
  id: "dangling-network-policy",
  title: "Every network policy selects pods",
  severity: "medium",
  why: "A policy with a misspelt selector protects nothing, and looks as if it did.",
  remediation: "Correct the selector to labels that a workload gives its pods.",
  origin: "kube-linter, dangling-networkpolicy",
  evaluate: (environment) => {
    return environment.of(networkPolicy).flatMap((object) => {
      const selector = object.at("spec", "podSelector");
      const expressions = selector.at("matchExpressions");
      const labels = selector.at("matchLabels");
      const asked = [...labels.keys, ...expressions.items.map((it) => it.at("key").text ?? "")];
      if (asked.length === 0 || isOfOthers(asked)) return [];
      const workloads = environment.in(object.namespace, ...podTypes);
      if (workloads.some((it) => selects(selector, podLabels(it)))) return [];
      const at = labels.keys.length > 0 ? labels : expressions;
      const fix = "Correct the selector, or remove the policy.";
      return [{ object, at, allowed: "labels of some workload's pods", fix, missing: true }];
    });
  },
};

export const networkPolicyRules = [networkPolicyCoversPods, danglingNetworkPolicy];
