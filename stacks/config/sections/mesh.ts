import { z } from "zod";
import { option } from "./option.ts";
import { cpu, memory } from "./quantities.ts";
import { cidr, namespaceName, reason } from "./text.ts";

const cniMode = { allowed: "installed, missing", example: "installed" };
const why = "The cluster's network belongs to another team, which has not installed the plugin yet.";

export const mesh = z.strictObject({
  mode: option(
    // An unquoted `off` is the boolean false to older YAML tools.
    z.preprocess((value) => (value === false ? "off" : value), z.enum(["linkerd", "off"])),
    {
      description:
        "`linkerd`: every connection between the environment's pods is encrypted, each pod is known by a certificate, and " +
        "only the needed ones may call. Linkerd must be in the cluster; see docs/mesh.md.",
      allowed: "linkerd, off",
      example: "linkerd",
    },
  ),
  cni: option(
    z.preprocess(
      (value) => (typeof value === "string" ? { mode: value } : value),
      z.discriminatedUnion("mode", [
        z.strictObject({
          mode: option(z.literal("installed"), { ...cniMode, description: "Linkerd's CNI plugin is on every node." }),
        }),
        z.strictObject({
          mode: option(z.literal("missing"), {
            ...cniMode,
            description: "Each pod starts with a container that has NET_ADMIN and NET_RAW.",
          }),
          reason: reason(why),
        }),
      ]),
    ),
    {
      description:
        "Who leads a pod's traffic through its proxy. Without Linkerd's CNI plugin it is a privileged container in each " +
        "pod, for which the namespace must give up its Pod Security Standard; that needs a reason.",
      allowed: "installed, or {mode: missing, reason: ...}",
      example: { mode: "missing", reason: why },
      shorthand: { type: "string", enum: ["installed"] },
    },
  ),
  authorization: option(z.enum(["deny", "audit"]), {
    description:
      "`deny` closes every port to everybody but its known callers. `audit` lets others in and has proxies log and count " +
      "them: for the update that brings the mesh into a running environment.",
    allowed: "deny, audit",
    example: "audit",
  }),
  controlPlaneNamespace: namespaceName("Namespace of Linkerd's control plane.", "linkerd"),
  meshedNamespaces: option(z.array(namespaceName("A namespace.", "ingress-nginx")), {
    description:
      "Other namespaces that call in and whose pods have Linkerd's proxy too, such as the Ingress controller's: they " +
      "are known by certificate. Others are let in by address.",
    allowed: "a list of namespaces",
    example: ["ingress-nginx", "monitoring"],
  }),
  podNetworks: option(z.array(cidr("Address range.", "10.0.0.0/8")).min(1), {
    description:
      "Address ranges of the cluster's pods and nodes. Callers without a proxy are let in from there. Left out, all " +
      "private ranges, as Linkerd has it.",
    allowed: "a list of address ranges in CIDR form",
    example: ["10.244.0.0/16"],
  }),
  export: option(z.enum(["none", "gateway"]), {
    description: "`gateway` offers the API to other clusters through Linkerd's multi-cluster gateway.",
    allowed: "none, gateway",
    example: "gateway",
  }),
  gatewayNamespace: namespaceName("Namespace of the multi-cluster gateway.", "linkerd-multicluster"),
  cpu: cpu("each proxy"),
  memory: memory("each proxy", 32),
});
