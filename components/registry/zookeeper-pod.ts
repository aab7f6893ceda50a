import { type Place, scratch } from "../binding/workload.ts";
import { selectorLabels } from "../kubernetes/labels.ts";
import { restrictedContainer, restrictedPod } from "../kubernetes/pod.ts";
import { mebibytes } from "../kubernetes/quantity.ts";
import { type ResourceSpec, resourceRequirements } from "../kubernetes/resources.ts";
import { zookeeperPorts } from "./ports.ts";
import type { ZookeeperSpec } from "./types.ts";

/** User `zookeeper` of the official image (31z4/zookeeper-docker). */
const uid = 1000;
const dataPath = "/var/lib/zookeeper";
const confPath = "/run/zookeeper";

/** Half of the memory limit in MiB: the rest is for direct buffers, threads and the JVM itself. */
export function heapMiB(resources: ResourceSpec): number {
  return Math.floor(mebibytes(resources.memory.limit) / 2);
}

/** The ensemble as the image's entrypoint reads it: `server.<id>=<host>:<quorum>:<election>;<client>`, ids from 1. */
export function serverList({ name, namespace }: Place, serviceName: string, members: number): string {
  const { client, election, quorum } = zookeeperPorts;
  return Array.from(
    { length: members },
    (_, i) => `server.${i + 1}=${name}-${i}.${serviceName}.${namespace}.svc:${quorum}:${election};${client}`,
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

/** Asks one of ZooKeeper's four-letter words and looks for the answer; bash alone, no netcat needed. */
export function ask(word: "ruok" | "srvr", answer: string, port: number = zookeeperPorts.client): string {
  return `exec 3<>/dev/tcp/127.0.0.1/${port} && printf ${word} >&3 && [[ $(cat <&3) == *${answer}* ]]`;
}

export function zookeeperPod(at: Place, serviceName: string, spec: ZookeeperSpec) {
  return {
    ...(spec.members < 3 ? {} : spread(at)),
    automountServiceAccountToken: false,
    containers: [
      {
        ...probes(),
        command: ["bash", "-euc", startScript],
        env: environment(at, serviceName, spec),
        image: spec.image,
        imagePullPolicy: "IfNotPresent",
        name: "zookeeper",
        ports: Object.entries(zookeeperPorts).map(([name, containerPort]) => ({
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
        ],
      },
    ],
    enableServiceLinks: false,
    securityContext: restrictedPod(uid),
    serviceAccountName: at.name,
    terminationGracePeriodSeconds: 60,
    volumes: [scratch("conf", "1Mi"), scratch("tmp", "64Mi")],
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
    // A member need not resolve its own name, which DNS learns late.
    ZOO_CFG_EXTRA: "quorumListenOnAllIPs=true",
    ZOO_CONF_DIR: confPath,
    ZOO_DATA_DIR: `${dataPath}/data`,
    ZOO_DATA_LOG_DIR: `${dataPath}/datalog`,
    ZOO_LOG_DIR: "/tmp",
    ZOO_SERVERS: serverList(at, serviceName, spec.members),
    ZOO_STANDALONE_ENABLED: spec.members === 1 ? "true" : "false",
  };
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

/** No two members share a node, and zones are used evenly where there are several. */
function spread(at: Place) {
  const labelSelector = { matchLabels: selectorLabels(at.identity) };
  return {
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, topologyKey: "kubernetes.io/hostname" }],
      },
    },
    topologySpreadConstraints: [
      {
        labelSelector,
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "ScheduleAnyway",
      },
    ],
  };
}

/** Alive: the process answers. Ready: it serves, which a member without a quorum does not. */
function probes() {
  const exec = (script: string) => ({ exec: { command: ["bash", "-c", script] }, timeoutSeconds: 5 });
  const alive = exec(ask("ruok", "imok"));
  return {
    livenessProbe: { ...alive, failureThreshold: 6, periodSeconds: 10 },
    readinessProbe: { ...exec(ask("srvr", "Mode:")), failureThreshold: 3, periodSeconds: 5 },
    startupProbe: { ...alive, failureThreshold: 60, periodSeconds: 2 },
  };
}
