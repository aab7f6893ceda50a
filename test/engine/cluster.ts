import type { Api } from "../lab/cluster-api.ts";
import type { Planted } from "./leaks.ts";

interface Item {
  readonly kind?: string;
  readonly metadata: { readonly name: string; readonly uid: string };
  readonly spec?: { readonly replicas?: number; readonly [field: string]: unknown };
  readonly status?: { readonly readyReplicas?: number; readonly succeeded?: number };
  readonly data?: Readonly<Record<string, string>>;
}

/** All objects of one kind in a namespace, by the plural name in its URL. */
export async function list(api: Api, namespace: string, resource: string): Promise<readonly Item[]> {
  const groups: Record<string, string> = {
    deployments: "/apis/apps/v1",
    jobs: "/apis/batch/v1",
    statefulsets: "/apis/apps/v1",
  };
  const answer = (await api.get(`${groups[resource] ?? "/api/v1"}/namespaces/${namespace}/${resource}`)) as {
    readonly items: readonly Item[];
  };
  return answer.items;
}

/** Workloads that have fewer ready pods than they should, and Jobs that have not completed. */
export async function unreadyWorkloads(api: Api, namespace: string): Promise<string[]> {
  const workloads = [...(await list(api, namespace, "deployments")), ...(await list(api, namespace, "statefulsets"))];
  if (workloads.length === 0) throw new Error(`${namespace} has no workload at all`);
  const jobs = await list(api, namespace, "jobs");
  return [
    ...workloads.filter(({ spec, status }) => (status?.readyReplicas ?? 0) < (spec?.replicas ?? 1)),
    ...jobs.filter(({ status }) => (status?.succeeded ?? 0) < 1),
  ].map(({ metadata }) => metadata.name);
}

export async function volumeClaims(api: Api, namespace: string): Promise<string[]> {
  return (await list(api, namespace, "persistentvolumeclaims")).map(({ metadata }) => metadata.name).sort();
}

export function configMaps(api: Api, namespace: string): Promise<readonly Item[]> {
  return list(api, namespace, "configmaps");
}

/** Pods as they run: every literal value of their environment is in here. */
export async function podEnvironments(api: Api, namespace: string): Promise<unknown[]> {
  return (await list(api, namespace, "pods")).map(({ spec }) => spec);
}

/** Keys of a binding Secret that are no secret: they say where, not how to get in. */
const plainKeys = ["type", "provider", "host", "port", "database", "username", "endpoint", "region", "bucket"];

/** Values that only a Secret may hold. */
export async function secretValues(api: Api, namespace: string): Promise<readonly Planted[]> {
  const secrets = await list(api, namespace, "secrets");
  return secrets.flatMap(({ data = {}, metadata }) =>
    Object.entries(data)
      .filter(([key, value]) => value !== "" && ![...plainKeys, "access-key-id", "connect-string"].includes(key))
      .map(([key, base64]) => ({
        path: `${metadata.name}/${key}`,
        value: Buffer.from(base64, "base64").toString(),
      })),
  );
}

interface Kinds {
  readonly resources: readonly {
    readonly kind: string;
    readonly name: string;
    readonly namespaced: boolean;
    readonly verbs: readonly string[];
  }[];
}

interface Objects {
  readonly items: readonly (Item & { readonly metadata: { readonly resourceVersion: string } })[];
}

/** Kinds that the cluster writes by itself, whatever a stack does. */
const noise = ["Event", "Lease"];

/** Every object of a namespace, of every kind that the cluster knows, and the namespace: as `<kind> <name>`. */
export async function allObjects(api: Api, namespace: string) {
  const { groups } = (await api.get("/apis")) as { groups: { preferredVersion: { groupVersion: string } }[] };
  const versions = ["/api/v1", ...groups.map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`)];
  const ofVersion = async (version: string) => {
    const { resources } = (await api.get(version)) as Kinds;
    const listed = resources.filter(
      ({ kind, name, namespaced, verbs }) =>
        namespaced && verbs.includes("list") && !name.includes("/") && !noise.includes(kind),
    );
    const found = listed.map(async ({ kind, name }) => {
      const { items } = (await api.get(`${version}/namespaces/${namespace}/${name}`)) as Objects;
      return items.map((item) => [`${kind} ${item.metadata.name}`, item] as const);
    });
    return (await Promise.all(found)).flat();
  };
  const itself = (await api.get(`/api/v1/namespaces/${namespace}`)) as Objects["items"][number];
  const inside = (await Promise.all(versions.map(ofVersion))).flat();
  return new Map([[`Namespace ${namespace}`, itself] as const, ...inside]);
}
