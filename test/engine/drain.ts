import { setTimeout as sleep } from "node:timers/promises";
import type { Api } from "../lab/cluster-api.ts";
import { list, unreadyWorkloads } from "./cluster.ts";

export interface Pod {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
  readonly spec: { readonly nodeName?: string; readonly priority?: number };
  readonly status: {
    readonly phase?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

interface Items<T> {
  readonly items: readonly T[];
}

/** Whether a pod is ready and has not been told to go. */
export const works = ({ metadata, status }: Pod): boolean =>
  metadata.deletionTimestamp === undefined &&
  status.conditions?.some(({ type, status: value }) => type === "Ready" && value === "True") === true;

/** Pods of workloads: those of Jobs have ended. */
export async function podsOf(api: Api, namespace: string): Promise<readonly Pod[]> {
  const { items } = (await api.get(`/api/v1/namespaces/${namespace}/pods`)) as Items<Pod>;
  return items.filter(({ status }) => status.phase !== "Succeeded");
}

/** Zone of each node, by the node's name. */
export async function zones(api: Api): Promise<ReadonlyMap<string, string>> {
  const { items } = (await api.get("/api/v1/nodes")) as Items<Pod>;
  return new Map(items.map(({ metadata }) => [metadata.name, metadata.labels["topology.kubernetes.io/zone"] ?? ""]));
}

/** Asks to evict a pod, as a drain does; false when a budget refuses. */
export async function evict(api: Api, namespace: string, name: string): Promise<boolean> {
  const eviction = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name, namespace } };
  try {
    await api.create(`/api/v1/namespaces/${namespace}/pods/${name}/eviction`, eviction);
    return true;
  } catch (error) {
    const answer = String(error);
    if (answer.includes(": 404 ")) return true;
    if (answer.includes(": 429 ")) return false;
    throw error;
  }
}

/** Takes nodes out of use as `kubectl drain` does, waits until all runs elsewhere, and gives them back. */
export async function drain(api: Api, namespace: string, nodes: readonly string[]): Promise<void> {
  const unschedulable = (value: boolean) =>
    Promise.all(nodes.map((name) => api.patch(`/api/v1/nodes/${name}`, { spec: { unschedulable: value } })));
  await unschedulable(true);
  const there = (await podsOf(api, namespace)).filter(({ spec }) => nodes.includes(spec.nodeName ?? ""));
  await Promise.all(there.map((pod) => evictAtLast(api, namespace, pod)));
  await settled(api, namespace);
  await unschedulable(false);
}

async function evictAtLast(api: Api, namespace: string, pod: Pod): Promise<void> {
  const { name, uid } = pod.metadata;
  while ((await podNamed(api, namespace, name))?.metadata.uid === uid) {
    await evict(api, namespace, name);
    await sleep(100);
  }
  await budgetsNoticed(api, namespace, [pod]);
}

async function podNamed(api: Api, namespace: string, name: string): Promise<Pod | undefined> {
  return (await api.get(`/api/v1/namespaces/${namespace}/pods/${name}`)) as Pod | undefined;
}

interface Budget {
  readonly metadata: { readonly name: string };
  readonly status?: { readonly disruptedPods?: Readonly<Record<string, string>> };
}

/**
 * Waits until no budget expects to see these pods going. Simulated pods are gone at once, so a pod of the same name may be
 * there before the controller of budgets looks. It takes that for the old one, and would allow nothing for two minutes: it
 * is told here that the old one is gone.
 */
export async function budgetsNoticed(api: Api, namespace: string, gone: readonly Pod[]): Promise<void> {
  const budgets = `/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets`;
  for (;;) {
    const { items } = (await api.get(budgets)) as Items<Budget>;
    const expected = items.flatMap(({ metadata: { name: budget }, status }) =>
      gone
        .filter(({ metadata }) => status?.disruptedPods?.[metadata.name] !== undefined)
        .map(({ metadata: { name, uid } }) => ({ budget, name, uid })),
    );
    if (expected.length === 0) return;
    for (const { budget, name, uid } of expected) {
      const successor = await podNamed(api, namespace, name);
      if (successor === undefined || successor.metadata.uid === uid) continue;
      await api.patch(`${budgets}/${budget}/status`, { status: { disruptedPods: { [name]: null } } });
    }
    await sleep(100);
  }
}

/** Waits until every workload has all of its pods. */
export async function settled(api: Api, namespace: string): Promise<void> {
  const wanted = async () => {
    const workloads = [...(await list(api, namespace, "deployments")), ...(await list(api, namespace, "statefulsets"))];
    return workloads.reduce((sum, { spec }) => sum + (spec?.replicas ?? 1), 0);
  };
  // A controller's status may be of before an eviction; the pods are not.
  const working = async () => (await podsOf(api, namespace)).filter(works).length;
  while ((await working()) !== (await wanted()) || (await unreadyWorkloads(api, namespace)).length > 0) await sleep(50);
}
