import { zookeeperMetricsPort, zookeeperPorts } from "./ports.ts";
import type { ZookeeperSpec } from "./types.ts";

/** Folder of a member's certificates. */
export const zookeeperCertificates = "/etc/zookeeper/certificates";

/** Port of the four-letter words where the client port speaks TLS, which bash does not. Reached inside the pod alone. */
const innerPort = 2182;

/** Where probes ask. */
export const wordsPort = ({ access }: ZookeeperSpec): number =>
  access.mode === "certificates" ? innerPort : zookeeperPorts.client;

/** The client's part of a member's entry in the list of servers: `[<address>:]<port>`. */
export const clientAddress = (spec: ZookeeperSpec): string =>
  spec.access.mode === "certificates" ? `127.0.0.1:${innerPort}` : String(zookeeperPorts.client);

/** Lines of zoo.cfg that the image's entrypoint has no variable for. It splits them at spaces. */
export function extraConfig(spec: ZookeeperSpec): readonly string[] {
  return [
    // A member need not resolve its own name, which DNS learns late.
    "quorumListenOnAllIPs=true",
    ...(spec.metrics === "on" ? metrics : []),
    ...(spec.access.mode === "certificates" ? tls : []),
  ];
}

const metrics = [
  "metricsProvider.className=org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider",
  `metricsProvider.httpPort=${zookeeperMetricsPort}`,
];

const keys = (prefix: "ssl" | "ssl.quorum") => [
  `${prefix}.keyStore.location=${zookeeperCertificates}/tls-combined.pem`,
  `${prefix}.keyStore.type=PEM`,
  `${prefix}.trustStore.location=${zookeeperCertificates}/ca.crt`,
  `${prefix}.trustStore.type=PEM`,
];

/**
 * TLS for clients, who must show a certificate, and between members.
 *
 * Members know each other by the registry's own authority and not by host name: who is called looks the caller's name up
 * by its address, and DNS answers that late and not always with the name in the certificate.
 */
const tls = [
  `secureClientPort=${zookeeperPorts.client}`,
  "serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory",
  "ssl.clientAuth=need",
  ...keys("ssl"),
  "sslQuorum=true",
  "ssl.quorum.hostnameVerification=false",
  ...keys("ssl.quorum"),
];
