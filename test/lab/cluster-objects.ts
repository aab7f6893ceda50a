import type { Api } from "./cluster-api.ts";

const ZONES = ["zone-a", "zone-b", "zone-c"];
const NODES = 6;

/** A simulated node: kwok keeps it Ready and says that its pods run. */
export function node(index: number): Record<string, unknown> {
  const name = `node-${index}`;
  const size = { cpu: "32", memory: "256Gi", pods: "110", "ephemeral-storage": "500Gi" };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      annotations: {
        "kwok.x-k8s.io/node": "fake",
        // Where metrics-server asks for the use of the node's pods.
        "metrics.k8s.io/resource-metrics-path": `/metrics/nodes/${name}/metrics/resource`,
        "node.alpha.kubernetes.io/ttl": "0",
      },
      labels: {
        type: "kwok",
        "kubernetes.io/arch": "amd64",
        "kubernetes.io/os": "linux",
        "kubernetes.io/hostname": name,
        "node-role.kubernetes.io/agent": "",
        "topology.kubernetes.io/region": "lab",
        "topology.kubernetes.io/zone": ZONES[index % ZONES.length],
      },
    },
    status: { allocatable: size, capacity: size },
  };
}

/** The class of claims that name none. Volumes are made when a pod wants them, as most clouds do. */
export const storageClass = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name: "standard", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
  provisioner: "kubernetes.io/host-path",
  reclaimPolicy: "Delete",
  volumeBindingMode: "WaitForFirstConsumer",
  allowVolumeExpansion: true,
};

const DEFAULT_NAMESPACE = "/api/v1/namespaces/default";
const CONTROLLERS_WORK = `${DEFAULT_NAMESPACE}/configmaps/kube-root-ca.crt`;

/** Gives the cluster its nodes and storage; what is there already stays. */
export async function populate(api: Api): Promise<void> {
  await api.create("/apis/storage.k8s.io/v1/storageclasses", storageClass);
  await Promise.all(Array.from({ length: NODES }, (_, index) => api.create("/api/v1/nodes", node(index))));
  // The controller manager restores this object as soon as it works; after a restart nothing else would show that.
  await api.remove(CONTROLLERS_WORK);
}

interface NodeList {
  items: { status?: { conditions?: { type: string; status: string }[] } }[];
}

/** What is still missing before pods can run; `undefined` when nothing is. */
export async function missing(api: Api): Promise<string | undefined> {
  const { items } = (await api.get("/api/v1/nodes")) as NodeList;
  const ready = items.filter(({ status }) =>
    status?.conditions?.some((c) => c.type === "Ready" && c.status === "True"),
  );
  if (ready.length < NODES) return `${ready.length} of ${NODES} nodes are Ready`;
  for (const path of [`${DEFAULT_NAMESPACE}/serviceaccounts/default`, CONTROLLERS_WORK]) {
    if (!(await api.get(path))) return `kube-controller-manager has not made ${path} yet`;
  }
  return undefined;
}
