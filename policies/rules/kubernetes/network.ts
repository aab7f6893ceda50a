import type { ObjectView } from "../../core/model.ts";
import { podLabels, selects } from "../../core/pods.ts";
import type { EnvironmentRule, ObjectRule } from "../../core/rule.ts";
import { daemonSet, deployment, ingress, job, networkPolicy, service, statefulSet } from "../../core/types.ts";

const text = { pack: "kubernetes" } as const;
const running = [statefulSet, deployment, daemonSet];

export const noPublicService: ObjectRule = {
  ...text,
  scope: "object",
  id: "no-public-service",
  title: "No Service is open to the outside",
  severity: "high",
  why: "A load balancer or a node port passes the Ingress, and with it TLS and whatever asks people who they are.",
  remediation: "Use ClusterIP behind an Ingress, or a load balancer that is marked as internal.",
  link: "https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types",
  origin: "kubesec; kube-linter, exposed-services",
  types: [service],
  evaluate: (object) => {
    const at = object.at("spec", "type");
    const annotations = object.at("metadata", "annotations");
    const isInternal = annotations.fields.some(
      ({ key, text: value }) =>
        /load-balancer.*(internal|scheme|type)/.test(key) && /^(true|internal|0\.0\.0\.0\/0)$/i.test(value ?? ""),
    );
    if (at.text === "NodePort" || (at.text === "LoadBalancer" && !isInternal)) {
      const patch = { path: at.path, value: "ClusterIP" };
      const fix = "Write ClusterIP and use an Ingress.";
      return [{ at, allowed: "ClusterIP, or an internal load balancer", fix, patch }];
    }
    return [];
  },
};

export const ingressTls: ObjectRule = {
  ...text,
  scope: "object",
  id: "ingress-tls",
  title: "The user interface is reached by TLS",
  severity: "high",
  why: "People sign in there: without TLS their passwords cross the network as they are.",
  remediation: "Set ingress.tlsSecretName, or ingress.tls with an issuer.",
  link: "https://kubernetes.io/docs/concepts/services-networking/ingress/#tls",
  origin: "A6",
  types: [ingress],
  evaluate: (object) => {
    const tls = object.at("spec", "tls");
    const covered = new Set(tls.items.flatMap((entry) => entry.at("hosts").items.map((host) => host.text)));
    const fix = "Add the host to spec.tls.";
    if (tls.unknown) return [];
    return object
      .at("spec", "rules")
      .items.map((rule) => rule.at("host"))
      .filter((host) => !host.unknown && !covered.has(host.text))
      .map((at) => ({ at, allowed: "a host of spec.tls", fix, missing: true as const }));
  },
};

/** A policy that is about outgoing connections alone leaves every port open. */
function closesPorts(policy: ObjectView): boolean {
  const types = policy.at("spec", "policyTypes");
  return types.unknown || types.items.length === 0 || types.items.some((it) => it.unknown || it.text === "Ingress");
}

export const networkPolicyCoversPods: EnvironmentRule = {
  ...text,
  scope: "environment",
  id: "network-policy-covers-pods",
  title: "Every pod has a network policy about who may reach it",
  severity: "high",
  why: "RPC and actuator ask nobody who they are: whoever reaches a pod's port commands the server.",
  remediation: "Keep isolation.networkPolicies at deny-by-default, or add a policy that selects the pods.",
  link: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
  origin: "Chart section 7",
  evaluate: (environment) => {
    const policies = environment.of(networkPolicy).filter(closesPorts);
    return environment
      .of(...running, job)
      .filter(
        (workload) =>
          !policies.some(
            (policy) =>
              policy.namespace === workload.namespace &&
              selects(policy.at("spec", "podSelector", "matchLabels"), podLabels(workload)),
          ),
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

export const danglingService: EnvironmentRule = {
  ...text,
  scope: "environment",
  id: "dangling-service",
  title: "Every Service leads to pods",
  severity: "medium",
  why: "One letter wrong in a selector and connections are refused, without any error where it was written.",
  remediation: "Correct the selector to labels that a workload gives its pods.",
  link: "https://kubernetes.io/docs/concepts/services-networking/service/",
  origin: "kube-linter, dangling-service",
  evaluate: (environment) => {
    const workloads = environment.of(...running, "kubernetes:core/v1:Pod");
    return environment
      .of(service)
      .filter((it) => it.at("spec", "selector").keys.length > 0)
      .filter(
        (it) =>
          !workloads.some(
            (workload) =>
              workload.namespace === it.namespace && selects(it.at("spec", "selector"), podLabels(workload)),
          ),
      )
      .map((object) => {
        const fix = "Correct the selector, or remove the Service.";
        return {
          object,
          at: object.at("spec", "selector"),
          allowed: "labels of some workload's pods",
          fix,
          missing: true,
        };
      });
  },
};

export const danglingIngress: EnvironmentRule = {
  ...text,
  scope: "environment",
  id: "dangling-ingress",
  title: "Every Ingress leads to a Service",
  severity: "medium",
  why: "A backend that is not there answers 503 to everybody.",
  remediation: "Correct the Service's name.",
  link: "https://kubernetes.io/docs/concepts/services-networking/ingress/",
  origin: "kube-linter, dangling-ingress",
  evaluate: (environment) => {
    const services = environment.of(service);
    const known = (name: string, namespace: string) =>
      services.some((it) => it.name === name && it.namespace === namespace);
    return environment.of(ingress).flatMap((object) =>
      object
        .at("spec", "rules")
        .items.flatMap((rule) => rule.at("http", "paths").items.map((path) => path.at("backend", "service", "name")))
        .filter(({ text: name }) => name !== undefined && !known(name, object.namespace))
        .map((at) => ({ object, at, allowed: "a Service of this namespace", fix: "Correct the name.", missing: true })),
    );
  },
};

/** Labels of pods that a controller makes: cert-manager's, which answer the authority, and CloudNativePG's instances. */
const madeByOthers = ["acme.cert-manager.io/http01-solver", "cnpg.io/cluster"];

export const danglingNetworkPolicy: EnvironmentRule = {
  ...text,
  scope: "environment",
  id: "dangling-network-policy",
  title: "Every network policy selects pods",
  severity: "medium",
  why: "A policy with a misspelt selector protects nothing, and looks as if it did.",
  remediation: "Correct the selector to labels that a workload gives its pods.",
  link: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
  origin: "kube-linter, dangling-networkpolicy",
  evaluate: (environment) => {
    const workloads = environment.of(...running, job, "kubernetes:batch/v1:CronJob");
    return environment
      .of(networkPolicy)
      .map((object) => ({ object, at: object.at("spec", "podSelector", "matchLabels") }))
      .filter(
        ({ object, at }) =>
          at.keys.length > 0 &&
          !madeByOthers.some((label) => at.at(label).present) &&
          !workloads.some((it) => it.namespace === object.namespace && selects(at, podLabels(it))),
      )
      .map(({ object, at }) => {
        const fix = "Correct the selector, or remove the policy.";
        return { object, at, allowed: "labels of some workload's pods", fix, missing: true };
      });
  },
};

export const networkObjectRules = [noPublicService, ingressTls];
export const networkRules = [networkPolicyCoversPods, danglingService, danglingIngress, danglingNetworkPolicy];
