import type { Problem } from "../binding/checks.ts";
import { labels } from "../kubernetes/labels.ts";
import { ingressAnnotations } from "./annotations.ts";
import type { IngressSpec } from "./types.ts";

/** Path below which the API server answers everything: REST, user interface and static files. */
const contextPath = "/dolphinscheduler";

/** The networking.k8s.io/v1 Ingress in front of the API servers' Service, as the chart names it. */
export function ingress(instance: string, namespace: string, spec: IngressSpec) {
  const annotations = ingressAnnotations(spec);
  const backend = { service: { name: `${instance}-api`, port: { name: "api-port" } } };
  return {
    metadata: {
      ...(Object.keys(annotations).length > 0 && { annotations }),
      labels: labels({ name: "dolphinscheduler", instance, component: "ingress" }),
      name: `${instance}-ui`,
      namespace,
    },
    spec: {
      ingressClassName: spec.className,
      rules: [{ host: spec.host, http: { paths: [{ backend, path: contextPath, pathType: "Prefix" }] } }],
      ...(spec.tlsSecretName === undefined ? {} : { tls: [{ hosts: [spec.host], secretName: spec.tlsSecretName }] }),
    },
  };
}

/** Address of the user interface in a browser. */
export function uiUrl({ host, tlsSecretName }: IngressSpec): string {
  return `${tlsSecretName === undefined ? "http" : "https"}://${host}${contextPath}/ui`;
}

/** A host name that an Ingress rule and a certificate can hold: no scheme, port or path. */
export function checkHost(host: string): Problem[] {
  const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  if (new RegExp(`^${label}(\\.${label})*$`).test(host) && host.length <= 253) return [];
  const reason =
    `spec.host: "${host}" is no host name; allowed are lower-case letters, digits, "-" and ".", ` +
    'without scheme, port or path. Try "dolphinscheduler.example.com".';
  return [{ propertyPath: "spec.host", reason }];
}
