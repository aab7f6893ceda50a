import type { Place } from "../../binding/workload.ts";
import { restrictedContainer, restrictedPod } from "../../kubernetes/pod.ts";
import { mebibytes } from "../../kubernetes/quantity.ts";
import { resourceRequirements } from "../../kubernetes/resources.ts";
import { memberCertificates, memberCommonName } from "../certificates.ts";
import { spread } from "../placement.ts";
import { etcdPorts } from "../ports.ts";
import type { EtcdSpec } from "../types.ts";

/** Any user but root will do: etcd owns nothing outside its volume. */
export const etcdUid = 1000;
const volumePath = "/var/lib/etcd";
export const etcdCertificates = "/etc/etcd/certificates";

/** MiB after which etcd takes no more writes: half of the volume, at most the 8 GiB that etcd is made for. */
export function quotaMiB({ storage }: EtcdSpec): number {
  return Math.min(8192, Math.floor(mebibytes(storage.size) / 2));
}

/**
 * The options of a member, who is told its name in the variable POD_NAME: the image has no shell, so the kubelet puts it
 * in. What is about the first start alone (`initial-...`) is ignored once there are data.
 */
export function etcdArguments({ identity, name, namespace }: Place, headless: string, spec: EtcdSpec): string[] {
  const { client, metrics, peer } = etcdPorts;
  const scheme = spec.access.mode === "certificates" ? "https" : "http";
  const address = (member: string) => `${scheme}://${member}.${headless}.${namespace}.svc`;
  const members = Array.from({ length: spec.members }, (_, i) => `${name}-${i}`);
  return Object.entries({
    "advertise-client-urls": `${address("$(POD_NAME)")}:${client}`,
    // Servers write their heartbeats every few seconds, and nobody asks for old ones.
    "auto-compaction-mode": "periodic",
    "auto-compaction-retention": "1h",
    ...(spec.access.mode === "certificates" ? tls(identity.instance) : {}),
    "data-dir": `${volumePath}/data`,
    // HTTP for clients without gRPC, of which there are none.
    "enable-grpc-gateway": "false",
    "initial-advertise-peer-urls": `${address("$(POD_NAME)")}:${peer}`,
    "initial-cluster": members.map((member) => `${member}=${address(member)}:${peer}`).join(","),
    "initial-cluster-token": `${namespace}-${name}`,
    "listen-client-urls": `${scheme}://0.0.0.0:${client}`,
    "listen-metrics-urls": `http://0.0.0.0:${metrics}`,
    "listen-peer-urls": `${scheme}://0.0.0.0:${peer}`,
    name: "$(POD_NAME)",
    "quota-backend-bytes": String(quotaMiB(spec) * 2 ** 20),
  })
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([option, value]) => `--${option}=${value}`);
}

/** Clients and members show certificates of the registry's authority, members one that is a member's. */
function tls(instance: string) {
  const [cert, key, ca] = ["tls.crt", "tls.key", "ca.crt"].map((file) => `${etcdCertificates}/${file}`);
  return {
    "cert-file": cert,
    "client-cert-auth": "true",
    "key-file": key,
    "peer-cert-allowed-cn": memberCommonName(instance),
    "peer-cert-file": cert,
    "peer-client-cert-auth": "true",
    "peer-key-file": key,
    "peer-trusted-ca-file": ca,
    "tls-min-version": "TLS1.2",
    "trusted-ca-file": ca,
  };
}

export function etcdPod(at: Place, headless: string, spec: EtcdSpec) {
  const certificates = memberCertificates(at.identity.instance, spec.access);
  return {
    ...(spec.members < 3 ? {} : spread(at)),
    automountServiceAccountToken: false,
    containers: [
      {
        ...probes,
        args: etcdArguments(at, headless, spec),
        command: ["/usr/local/bin/etcd"],
        env: [
          { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
          // The runtime collects harder near its limit rather than being killed there.
          { name: "GOMEMLIMIT", value: `${Math.floor(mebibytes(spec.resources.memory.limit) * 0.9)}MiB` },
        ],
        image: spec.image,
        imagePullPolicy: "IfNotPresent",
        name: "etcd",
        ports: Object.entries(etcdPorts).map(([name, containerPort]) => ({ containerPort, name, protocol: "TCP" })),
        resources: resourceRequirements(spec.resources),
        securityContext: restrictedContainer("read-only"),
        volumeMounts: [
          { mountPath: volumePath, name: "data" },
          ...certificates.map(({ name }) => ({ mountPath: etcdCertificates, name, readOnly: true })),
        ],
      },
    ],
    enableServiceLinks: false,
    securityContext: restrictedPod(etcdUid),
    serviceAccountName: at.name,
    // A leader hands over before it goes.
    terminationGracePeriodSeconds: 60,
    volumes: certificates,
  };
}

const ask = (path: string) => ({ httpGet: { path, port: "metrics", scheme: "HTTP" }, timeoutSeconds: 5 });

/** Alive: the process answers. Ready: it serves reads, which a member without a quorum does not. */
const probes = {
  livenessProbe: { ...ask("/livez"), failureThreshold: 6, periodSeconds: 10 },
  readinessProbe: { ...ask("/readyz"), failureThreshold: 3, periodSeconds: 5 },
  startupProbe: { ...ask("/livez"), failureThreshold: 60, periodSeconds: 2 },
};
