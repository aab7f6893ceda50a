import type { ObjectRule } from "../../core/rule.ts";
import { patchedPodTypes } from "../../core/types.ts";

const text = {
  link: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  pack: "kubernetes",
  scope: "object",
  types: patchedPodTypes,
} as const;

export const noPrivileged: ObjectRule = {
  ...text,
  id: "no-privileged",
  title: "No container is privileged, by whatever field",
  severity: "critical",
  why: "A privileged container is root on its node, and worker pods run code that users write.",
  remediation: "Remove privileged, and name the one capability that is needed if there is one.",
  origin: "Pod Security Standard baseline",
  evaluate: (object) => {
    const containers = object.allContainers.map((container) => container.at("securityContext"));
    const all = [...(object.podSpec ? [object.podSpec.at("securityContext")] : []), ...containers];
    const switches = [
      ...containers.map((it) => it.at("privileged")),
      ...all.map((it) => it.at("windowsOptions", "hostProcess")),
    ];
    return [
      ...switches
        .filter((at) => at.flag === true)
        .map((at) => ({ at, allowed: "false", fix: "Write false.", patch: { path: at.path, value: false } })),
      ...containers
        .map((it) => it.at("procMount"))
        .filter((at) => at.text === "Unmasked")
        .map((at) => ({ at, allowed: "Default", fix: "Remove it.", patch: { path: at.path } })),
    ];
  },
};

export const noHostNamespaces: ObjectRule = {
  ...text,
  id: "no-host-namespaces",
  title: "No pod shares its node's network, processes or memory",
  severity: "critical",
  why: "A pod on the node's network passes every network policy, and one that sees its processes can read their secrets.",
  remediation: "Remove hostNetwork, hostPID and hostIPC.",
  origin: "Pod Security Standard baseline",
  evaluate: (object) =>
    ["hostNetwork", "hostPID", "hostIPC"]
      .flatMap((key) => object.podSpec?.at(key) ?? [])
      .filter((at) => at.flag === true)
      .map((at) => ({ at, allowed: "false", fix: "Remove it.", patch: { path: at.path } })),
};

export const noHostPath: ObjectRule = {
  ...text,
  id: "no-host-path",
  title: "No pod mounts a folder of its node",
  severity: "critical",
  why: "Through the node's folders a container reaches other pods' volumes, the kubelet's credentials and the container runtime.",
  remediation: "Use a claim, a ConfigMap or an emptyDir.",
  origin: "Pod Security Standard baseline",
  evaluate: (object) =>
    (object.podSpec?.at("volumes").items ?? [])
      .map((volume) => volume.at("hostPath"))
      .filter((at) => at.present)
      .map((at) => ({ at, allowed: "any other kind of volume", fix: "Use a claim, a ConfigMap or an emptyDir." })),
};

export const noHostPort: ObjectRule = {
  ...text,
  id: "no-host-port",
  title: "No container takes a port of its node",
  severity: "high",
  why: "A port of the node is reached past Services and network policies, and only one pod of a node can have it.",
  remediation: "Remove hostPort and use a Service.",
  origin: "Pod Security Standard baseline",
  evaluate: (object) =>
    object.allContainers
      .flatMap((container) => container.at("ports").items.map((port) => port.at("hostPort")))
      .filter((at) => (at.number ?? 0) > 0)
      .map((at) => ({ at, allowed: "nothing", fix: "Remove it and use a Service.", patch: { path: at.path } })),
};

export const noUnsafeSysctls: ObjectRule = {
  ...text,
  id: "no-unsafe-sysctls",
  title: "No pod changes its node's kernel",
  severity: "high",
  why: "Kernel settings outside the safe set act on the whole node.",
  remediation: "Remove the setting, or make it on the node's image.",
  origin: "Pod Security Standard baseline",
  evaluate: (object) =>
    (object.podSpec?.at("securityContext", "sysctls").items ?? [])
      .map((sysctl) => sysctl.at("name"))
      .filter(({ text: name }) => name !== undefined && !safeSysctls.has(name))
      .map((at) => ({ at, allowed: [...safeSysctls].join(", "), fix: "Remove it." })),
};

const safeSysctls: ReadonlySet<string> = new Set([
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.ping_group_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
]);

export const hostRules = [noPrivileged, noHostNamespaces, noHostPath, noHostPort, noUnsafeSysctls];
