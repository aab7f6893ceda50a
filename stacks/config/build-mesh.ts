import type { IsolationSpec } from "../../components/isolation/types.ts";
import type { MeshSpec } from "../../components/mesh/types.ts";
import type { Settings } from "./schema.ts";

/** Private ranges are what Linkerd itself takes a cluster's networks to be. */
export function meshDefaults(): Settings["mesh"] {
  return {
    mode: "off",
    cni: { mode: "installed" },
    authorization: "deny",
    controlPlaneNamespace: "linkerd",
    meshedNamespaces: [],
    podNetworks: ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fd00::/8"],
    export: "none",
    gatewayNamespace: "linkerd-multicluster",
    cpu: { request: "100m", limit: "1" },
    memory: { request: "128Mi", limit: "250Mi" },
  };
}

export function mesh({ mesh: it }: Settings): MeshSpec | undefined {
  if (it.mode === "off") return undefined;
  return {
    controlPlaneNamespace: it.controlPlaneNamespace,
    cni: it.cni,
    authorization: it.authorization,
    meshedNamespaces: it.meshedNamespaces,
    podNetworks: it.podNetworks,
    gatewayNamespace: it.export === "gateway" ? it.gatewayNamespace : undefined,
    proxy: { cpu: it.cpu, memory: it.memory },
  };
}

/** The strictest standard that all pods keep: containers with NET_ADMIN are in none but "privileged". */
export function podSecurity({ mesh: it, worker }: Settings): IsolationSpec["podSecurity"] {
  if (it.mode === "linkerd" && it.cni.mode === "missing") return "privileged";
  return worker.tenants.mode === "os-users" ? "baseline" : "restricted";
}
