import type { Field } from "../../core/field.ts";
import { carries, isOfOthers, podLabels } from "../../core/pods.ts";
import { backendsOf, closing, openings } from "../../core/routes.ts";
import type { EnvironmentRule, ObjectRule } from "../../core/rule.ts";
import { ingress, runningTypes, service } from "../../core/types.ts";

const text = { pack: "kubernetes" } as const;

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
    return openings(object)
      .filter((it) => it.key !== at.key || !isInternal || at.text === "NodePort")
      .map((it) => ({
        at: it,
        allowed: "ClusterIP without externalIPs, or an internal load balancer",
        fix: "Write ClusterIP and use an Ingress.",
        patch: closing(it),
      }));
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
    if (tls.unknown) return [];
    const isCovered = (host: string | undefined) => tls.items.some((entry) => covers(entry.at("hosts"), host));
    const allowed = "a host of spec.tls";
    const fix = "Add the host to spec.tls.";
    const rules = object.at("spec", "rules").items;
    const rest = object.at("spec", "defaultBackend");
    return [
      ...rules
        .map((rule) => rule.at("host"))
        .filter((host) => !host.unknown && !isCovered(host.text))
        .map((at) => ({ at, allowed, fix, missing: true as const })),
      ...(rest.present && rules.length === 0 && tls.items.length === 0
        ? [{ at: tls, allowed: "a certificate", fix: "Name its Secret in spec.tls." }]
        : []),
    ];
  },
};

/** Whether a certificate is for a host: an entry without hosts is for all, one with a star for one label in its place. */
function covers(hosts: Field, host: string | undefined): boolean {
  if (hosts.unknown || hosts.items.length === 0) return true;
  const [, ...domain] = host?.split(".") ?? [];
  return hosts.items.some(
    ({ text: named }) => named !== undefined && (named === host || named === `*.${domain.join(".")}`),
  );
}

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
    return environment
      .of(service)
      .map((object) => ({ object, at: object.at("spec", "selector") }))
      .filter(
        ({ object, at }) =>
          at.keys.length > 0 &&
          !isOfOthers(at.keys) &&
          !environment.in(object.namespace, ...runningTypes).some((it) => carries(podLabels(it), at)),
      )
      .map(({ object, at }) => {
        const fix = "Correct the selector, or remove the Service.";
        return { object, at, allowed: "labels of some workload's pods", fix, missing: true };
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
    const known = (name: string, namespace: string) =>
      environment.in(namespace, service).some((it) => it.name === name);
    return environment.of(ingress).flatMap((object) =>
      backendsOf(object)
        .map((backend) => backend.at("name"))
        .filter(({ text: name }) => name !== undefined && !known(name, object.namespace))
        .map((at) => ({ object, at, allowed: "a Service of this namespace", fix: "Correct the name.", missing: true })),
    );
  },
};

export const networkObjectRules = [noPublicService, ingressTls];
export const networkRules = [danglingService, danglingIngress];
