import type { IngressSpec } from "./types.ts";

/** The API server takes files of up to 1024 MB (spring.servlet.multipart of its application.yaml); nginx takes 1 MB. */
const uploadLimit = "1g";

/** Seconds of silence: an upload is stored before it is answered, and a log is fetched from its worker. nginx waits 60. */
const timeout = "300";

/**
 * What the user interface asks of its controller, for ingress-nginx
 * (https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/). Uploads go on as they come:
 * the controller's disk is no place for them.
 */
export function ingressAnnotations(spec: IngressSpec): Record<string, string> {
  const all = { ...(spec.controller === "nginx" ? nginx(spec) : {}), ...spec.annotations };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function nginx({ tlsSecretName }: IngressSpec) {
  return {
    "nginx.ingress.kubernetes.io/proxy-body-size": uploadLimit,
    "nginx.ingress.kubernetes.io/proxy-read-timeout": timeout,
    "nginx.ingress.kubernetes.io/proxy-request-buffering": "off",
    "nginx.ingress.kubernetes.io/proxy-send-timeout": timeout,
    ...(tlsSecretName === undefined ? {} : { "nginx.ingress.kubernetes.io/force-ssl-redirect": "true" }),
  };
}
