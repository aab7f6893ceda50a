import { type Place, scratch } from "../binding/workload.ts";
import { restrictedContainer, restrictedPod } from "../kubernetes/pod.ts";
import { mebibytes } from "../kubernetes/quantity.ts";
import { type ResourceSpec, resourceRequirements } from "../kubernetes/resources.ts";
import { memberCertificates } from "./certificates.ts";
import { spread } from "./placement.ts";
import { zookeeperMetricsPort, zookeeperPorts } from "./ports.ts";
import type { ZookeeperSpec } from "./types.ts";
import { clientAddress, extraConfig, wordsPort, zookeeperCertificates } from "./zookeeper-config.ts";

/** User `zookeeper` of the official image (31z4/zookeeper-docker). */
const uid = 1000;
const dataPath = "/var/lib/zookeeper";
const confPath = "/run/zookeeper";

/** Half of the memory limit in MiB: the rest is for direct buffers, threads and the JVM itself. */
export function heapMiB(resources: ResourceSpec): number {
  return Math.floor(mebibytes(resources.memory.limit) / 2);
}

/** The ensemble as the image's entrypoint reads it: `server.<id>=<host>:<quorum>:<election>;<client>`, ids from 1. */
export function serverList({ name, namespace }: Place, serviceName: string, spec: ZookeeperSpec): string {
  const { election, quorum } = zookeeperPorts;
  return Array.from(
    { length: spec.members },
    (_, i) =>
      `server.${i + 1}=${name}-${i}.${serviceName}.${namespace}.svc:${quorum}:${election};${clientAddress(spec)}`,
  ).join(" ");
}

/**
 * Gives the member the id of its pod's ordinal plus one, then starts the image's entrypoint, which writes zoo.cfg.
 * The configuration folder is a copy because the image's own is read-only, and ZooKeeper's logging is set up in it.
 */
export const startScript = `
export ZOO_MY_ID=$((\${HOSTNAME##*-} + 1))
mkdir -p "$ZOO_DATA_DIR" "$ZOO_DATA_LOG_DIR"
cp /conf/* "$ZOO_CONF_DIR"
exec /docker-entrypoint.sh zkServer.sh start-foreground
`.trimStart();

/** Ports by name. */
export const portsOf = ({ metrics }: ZookeeperSpec): Readonly<Record<string, number>> =>
  metrics === "on" ? { ...zookeeperPorts, metrics: zookeeperMetricsPort } : zookeeperPorts;

/** Asks one of ZooKeeper's four-letter words and looks for the answer; bash alone, no netcat needed. */
export function ask(word: "ruok" | "srvr", answer: string, port: number): string {
  return `exec 3<>/dev/tcp/127.0.0.1/${port} && printf ${word} >&3 && [[ $(cat <&3) == *${answer}* ]]`;
}

export function zookeeperPod(at: Place, serviceName: string, spec: ZookeeperSpec) {
  const certificates = memberCertificates(at.identity.instance, spec.access);
  return {
    ...(spec.members < 3 ? {} : spread(at)),
    automountServiceAccountToken: false,
    containers: [
      {
        ...probes(wordsPort(spec)),
        command: ["bash", "-euc", startScript],
        env: environment(at, serviceName, spec),
        image: spec.image,
        imagePullPolicy: "IfNotPresent",
        name: "zookeeper",
        ports: Object.entries(portsOf(spec)).map(([name, containerPort]) => ({
          containerPort,
          name,
          protocol: "TCP",
        })),
        resources: resourceRequirements(spec.resources),
        securityContext: restrictedContainer("read-only"),
        volumeMounts: [
          { mountPath: dataPath, name: "data" },
          { mountPath: confPath, name: "conf" },
          { mountPath: "/tmp", name: "tmp" },
          ...certificates.map(({ name }) => ({ mountPath: zookeeperCertificates, name, readOnly: true })),
        ],
      },
    ],
    enableServiceLinks: false,
    securityContext: restrictedPod(uid),
    serviceAccountName: at.name,
    terminationGracePeriodSeconds: 60,
    volumes: [scratch("conf", "1Mi"), scratch("tmp", "64Mi"), ...certificates],
  };
}

function environment(at: Place, serviceName: string, spec: ZookeeperSpec) {
  const values: Record<string, string> = {
    ZK_SERVER_HEAP: String(heapMiB(spec.resources)),
    ZOOCFGDIR: confPath,
    ZOO_4LW_COMMANDS_WHITELIST: "srvr,ruok,mntr",
    ZOO_ADMINSERVER_ENABLED: "false",
    // Hours between purges; without, snapshots and logs fill the volume.
    ZOO_AUTOPURGE_PURGEINTERVAL: "1",
    ZOO_AUTOPURGE_SNAPRETAINCOUNT: "3",
    ZOO_CFG_EXTRA: extraConfig(spec).join(" "),
    ZOO_CONF_DIR: confPath,
    ZOO_DATA_DIR: `${dataPath}/data`,
    ZOO_DATA_LOG_DIR: `${dataPath}/datalog`,
    ZOO_LOG_DIR: "/tmp",
    ZOO_SERVERS: serverList(at, serviceName, spec),
    ZOO_STANDALONE_ENABLED: spec.members === 1 ? "true" : "false",
  };
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

/** Alive: the process answers. Ready: it serves, which a member without a quorum does not. */
function probes(port: number) {
  const exec = (script: string) => ({ exec: { command: ["bash", "-c", script] }, timeoutSeconds: 5 });
  const alive = exec(ask("ruok", "imok", port));
  return {
    livenessProbe: { ...alive, failureThreshold: 6, periodSeconds: 10 },
    readinessProbe: { ...exec(ask("srvr", "Mode:", port)), failureThreshold: 3, periodSeconds: 5 },
    startupProbe: { ...alive, failureThreshold: 60, periodSeconds: 2 },
  };
}
