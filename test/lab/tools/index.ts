import { join } from "node:path";
import type { ClusterBinaries } from "../cluster-config.ts";
import { ensureBuilt } from "./build.ts";
import { etcd, helm, kubernetes, kwok } from "./list.ts";
import type { Log } from "./progress.ts";

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
