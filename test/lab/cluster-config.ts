import { createHash } from "node:crypto";
import { createServer } from "node:net";

/** Binaries the control plane is started with. */
export interface ClusterBinaries {
  kwokctl: string;
  kwok: string;
  etcd: string;
  kubeApiserver: string;
  kubeControllerManager: string;
  kubeScheduler: string;
  kubectl: string;
  /** Serves what the simulated pods use; a cluster without it has no resource metrics. */
  metricsServer?: string | undefined;
}

export interface ClusterPorts {
  kubeApiserverPort: number;
  etcdPort: number;
  etcdPeerPort: number;
  kubeControllerManagerPort: number;
  kubeSchedulerPort: number;
  kwokControllerPort: number;
  metricsServerPort: number;
}

/**
 * Configuration file of `kwokctl create cluster`; JSON is YAML.
 *
 * @param stages File of the lab's own stages. kwok reads it beside its own, which one in this file would take the place of.
 */
export function kwokctlConfig(binaries: ClusterBinaries, ports: ClusterPorts, stages: string): string {
  // One member of each: an election only makes the start slower, and would end the process when a test stops the API server.
  const alone = { key: "leader-elect", value: "false" };
  return JSON.stringify(
    {
      kind: "KwokctlConfiguration",
      apiVersion: "config.kwok.x-k8s.io/v1alpha1",
      options: {
        ...ports,
        runtime: "binary",
        bindAddress: "127.0.0.1",
        etcdBinary: binaries.etcd,
        kubeApiserverBinary: binaries.kubeApiserver,
        kubeControllerManagerBinary: binaries.kubeControllerManager,
        kubeSchedulerBinary: binaries.kubeScheduler,
        kwokControllerBinary: binaries.kwok,
        kubectlBinary: binaries.kubectl,
        ...(binaries.metricsServer && { enable: ["metrics-server"], metricsServerBinary: binaries.metricsServer }),
        disableQPSLimits: true,
      },
      componentsPatches: [
        // Waiting for the disk at every write buys nothing for data that a crash of the machine may take.
        { name: "etcd", extraArgs: [{ key: "unsafe-no-fsync", value: "true" }] },
        { name: "kube-scheduler", extraArgs: [alone] },
        { name: "kwok-controller", extraArgs: [{ key: "config", value: stages }] },
        // The controller manager's own provisioner binds claims: nothing else in the lab would.
        { name: "kube-controller-manager", extraArgs: [alone, { key: "enable-hostpath-provisioner", value: "true" }] },
      ],
    },
    undefined,
    2,
  );
}

/** Ports in a configuration that {@link kwokctlConfig} wrote. */
export function portsOf(config: string): ClusterPorts {
  const { options } = JSON.parse(config) as { options: ClusterPorts };
  const {
    kubeApiserverPort,
    etcdPort,
    etcdPeerPort,
    kubeControllerManagerPort,
    kubeSchedulerPort,
    kwokControllerPort,
    metricsServerPort,
  } = options;
  return {
    kubeApiserverPort,
    etcdPort,
    etcdPeerPort,
    kubeControllerManagerPort,
    kubeSchedulerPort,
    kwokControllerPort,
    metricsServerPort,
  };
}

const FIRST_PORT = 20_000;
const SLOTS = 1_200;
const SLOT_SIZE = 8;

/** Where the search for free ports begins: fixed for a name, below the ports the system gives to clients. */
export function firstPort(name: string, attempt: number): number {
  const slot = (createHash("sha256").update(name).digest().readUInt32BE(0) + attempt) % SLOTS;
  return FIRST_PORT + slot * SLOT_SIZE;
}

/** Ports that nothing listens on. Two labs get different ones by their names, also while one of them is stopped. */
export async function freePorts(name: string): Promise<ClusterPorts> {
  for (let attempt = 0; attempt < SLOTS; attempt++) {
    const first = firstPort(name, attempt);
    const free = await Promise.all([0, 1, 2, 3, 4, 5, 6].map((offset) => isFree(first + offset)));
    if (!free.every(Boolean)) continue;
    return {
      kubeApiserverPort: first,
      etcdPort: first + 1,
      etcdPeerPort: first + 2,
      kubeControllerManagerPort: first + 3,
      kubeSchedulerPort: first + 4,
      kwokControllerPort: first + 5,
      metricsServerPort: first + 6,
    };
  }
  throw new Error(`no seven free ports from ${FIRST_PORT} to ${FIRST_PORT + SLOTS * SLOT_SIZE} on 127.0.0.1`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
