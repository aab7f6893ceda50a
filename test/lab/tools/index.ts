import { join } from "node:path";
import type { ClusterBinaries } from "../cluster-config.ts";
import { cacheRoot } from "../paths.ts";
import { ensureBuilt, isBuilt } from "./build.ts";
import { etcd, helm, kubernetes, kwok, type Tool } from "./list.ts";
import { duration, type Log } from "./progress.ts";

/** Says what is about to be built and how long all of it takes; nothing when all is there. */
export function announceBuilds(tools: Tool[], log: Log): void {
  const missing = tools.filter((tool) => !isBuilt(tool));
  if (missing.length === 0) return;
  const names = missing.map(({ name, version }) => `${name} ${version.slice(1)}`).join(", ");
  const total = duration(missing.reduce((sum, { expected }) => sum + expected, 0));
  log(`The lab builds ${names} with Go, once: about ${total} on two cores. Later runs find them in ${cacheRoot()}.`);
}

/** Everything a control plane needs, built where it is missing. */
export async function clusterBinaries(log: Log): Promise<ClusterBinaries> {
  const kwokFolder = await ensureBuilt(kwok, log);
  const etcdFolder = await ensureBuilt(etcd, log);
  const kubernetesFolder = await ensureBuilt(kubernetes, log);
  return {
    kwokctl: join(kwokFolder, "kwokctl"),
    kwok: join(kwokFolder, "kwok"),
    etcd: join(etcdFolder, "etcd"),
    kubeApiserver: join(kubernetesFolder, "kube-apiserver"),
    kubeControllerManager: join(kubernetesFolder, "kube-controller-manager"),
    kubeScheduler: join(kubernetesFolder, "kube-scheduler"),
    kubectl: join(kubernetesFolder, "kubectl"),
  };
}

/** Path of the helm binary. */
export async function helmBinary(log: Log): Promise<string> {
  return join(await ensureBuilt(helm, log), "helm");
}
