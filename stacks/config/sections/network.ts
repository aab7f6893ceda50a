import { z } from "zod";
import { serverNames } from "../../../components/scheduler/types.ts";
import { option } from "./option.ts";
import { annotations, cidr, matching, namespaceName, objectName, port, reason, subdomainPattern } from "./text.ts";

export const ingress = z.strictObject({
  host: option(matching(subdomainPattern), {
    description: "Host name of the user interface. Writing this section switches the Ingress on.",
    allowed: "a host name in lower case, without scheme, port, path or wildcard",
    example: "dolphin.example.com",
    hint: "host",
  }).optional(),
  className: objectName("Ingress class.", "nginx"),
  controller: option(z.enum(["nginx", "other"]), {
    description:
      "`nginx`: annotations for ingress-nginx set the redirect to TLS, the size of uploads and the time for logs. " +
      "`other`: only the annotations that you give.",
    allowed: "nginx, other",
    example: "nginx",
  }),
  tlsSecretName: objectName(
    "Secret of type kubernetes.io/tls that you made in the namespace; the `tls` section makes one instead. Without " +
      "either, plain HTTP, which class prod refuses.",
    "dolphin-tls",
  ).optional(),
  annotations: annotations("Annotations of the Ingress. They win over the controller's."),
  controllerNamespace: namespaceName(
    "Namespace of the ingress controller: the only one that may reach the API servers from outside.",
    "ingress-nginx",
  ),
});

const serverName = option(z.enum(serverNames), {
  description: "A server.",
  allowed: serverNames.join(", "),
  example: "worker",
});

const mode = { allowed: "deny-by-default, off", example: "deny-by-default" };

export const isolation = z.strictObject({
  networkPolicies: option(
    z.preprocess(
      // An unquoted `off` is the boolean false to older YAML tools.
      (value) => (value === false || typeof value === "string" ? { mode: value || "off" } : value),
      z.discriminatedUnion("mode", [
        z.strictObject({
          mode: option(z.literal("deny-by-default"), { ...mode, description: "Only the flows that are needed." }),
        }),
        z.strictObject({
          mode: option(z.literal("off"), { ...mode, description: "All traffic is open." }),
          reason: reason("The cluster's mesh already enforces these flows."),
        }),
      ]),
    ),
    {
      description: "Network policies of the namespace. `off` leaves all traffic open and needs a reason.",
      allowed: "deny-by-default, or {mode: off, reason: ...}",
      example: { mode: "off", reason: "The cluster's mesh already enforces these flows." },
      shorthand: { type: "string", enum: ["deny-by-default"] },
    },
  ),
  egress: option(
    z.array(
      z.strictObject({
        from: option(z.array(serverName).min(1), {
          description: "Servers that open the connections.",
          allowed: `a list of ${serverNames.join(", ")}`,
          example: ["worker"],
        }),
        cidr: cidr("Address range.", "10.0.0.0/8"),
        ports: option(z.array(port("TCP port.", 443)).min(1), {
          description: "TCP ports.",
          allowed: "a list of at least one port",
          example: [443],
        }),
      }),
    ),
    {
      description:
        "What servers may reach besides the backing services and DNS: tasks call from the worker, notifications are " +
        "sent by the alert server, and the API server tests connections and signs users in.",
      allowed: "a list of {from, cidr, ports}",
      example: [{ from: ["worker", "api"], cidr: "10.0.0.0/8", ports: [443, 5432] }],
    },
  ),
  monitoringNamespace: namespaceName(
    "Namespace whose Prometheus may scrape the servers. Left out, nobody may.",
    "monitoring",
  ).optional(),
});
