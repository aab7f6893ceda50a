import { fromSecret } from "../binding/workload.ts";
import type { RegistryBinding, SchedulerSpec } from "./types.ts";
import type { Variable } from "./variable.ts";

/** Folder of the client's certificate in every server's container. */
const folder = "/etc/dolphinpod/registry";
const volumeName = "registry-certificates";

/** Variables with which a server finds the registry. A jdbc registry is a datasource: see `boundVariables`. */
export function registryAddress(registry: Exclude<RegistryBinding, { type: "jdbc" }>): Variable[] {
  return [
    { name: "REGISTRY_TYPE", value: registry.type },
    ...(registry.type === "etcd" ? etcd(registry) : zookeeper(registry)),
  ];
}

type Etcd = Extract<RegistryBinding, { type: "etcd" }>;
type Zookeeper = Extract<RegistryBinding, { type: "zookeeper" }>;

/**
 * The client encrypts when it has all three files, whatever the scheme of the address, and not at all when one is missing
 * (EtcdRegistry at 3.2.2). It takes their paths below its working directory, so they lead up and out of it.
 */
function etcd({ certificates, secretName, signIn }: Etcd): Variable[] {
  const up = "../../../..";
  return [
    fromSecret("REGISTRY_ENDPOINTS", secretName, "endpoints"),
    ...(signIn === "password"
      ? [fromSecret("REGISTRY_USER", secretName, "username"), fromSecret("REGISTRY_PASSWORD", secretName, "password")]
      : []),
    ...(certificates === undefined
      ? []
      : [
          { name: "REGISTRY_CERT_FILE", value: `${up}${folder}/ca.crt` },
          { name: "REGISTRY_KEY_CERT_CHAIN_FILE", value: `${up}${folder}/tls.crt` },
          { name: "REGISTRY_KEY_FILE", value: `${up}${folder}/tls.key` },
        ]),
  ];
}

/** The 600 ms that 3.2.2 waits for a connection are less than a first TLS handshake takes; later versions wait 15 s. */
function zookeeper({ certificates, secretName }: Zookeeper): Variable[] {
  return [
    fromSecret("REGISTRY_ZOOKEEPER_CONNECT_STRING", secretName, "connect-string"),
    ...(certificates === undefined ? [] : [{ name: "REGISTRY_ZOOKEEPER_BLOCK_UNTIL_CONNECTED", value: "15s" }]),
  ];
}

/**
 * JVM options for TLS to ZooKeeper, whose client has no other switch: the application itself knows none.
 * (https://zookeeper.apache.org/doc/r3.8.0/zookeeperProgrammers.html)
 */
export function registryJavaOptions({ bindings: { registry } }: SchedulerSpec): string[] {
  if (registry.type !== "zookeeper" || registry.certificates === undefined) return [];
  return [
    "-Dzookeeper.client.secure=true",
    "-Dzookeeper.clientCnxnSocket=org.apache.zookeeper.ClientCnxnSocketNetty",
    `-Dzookeeper.ssl.keyStore.location=${folder}/tls-combined.pem`,
    "-Dzookeeper.ssl.keyStore.type=PEM",
    `-Dzookeeper.ssl.trustStore.location=${folder}/ca.crt`,
    "-Dzookeeper.ssl.trustStore.type=PEM",
  ];
}

/** The certificate that a server shows to the registry: a volume and where it is mounted. */
export function registryCertificates({ bindings: { registry } }: SchedulerSpec) {
  if (registry.type === "jdbc" || registry.certificates === undefined) return [];
  return [
    {
      mount: { mountPath: folder, name: volumeName, readOnly: true },
      volume: {
        name: volumeName,
        secret: { defaultMode: 0o440, items: items[registry.type], secretName: registry.certificates },
      },
    },
  ];
}

const file = (name: string) => ({ key: name, path: name });

/** No more than is read: the Secret of an existing registry holds its address and password too. */
const items = {
  etcd: [file("ca.crt"), file("tls.crt"), file("tls.key")],
  zookeeper: [file("ca.crt"), file("tls-combined.pem")],
};
