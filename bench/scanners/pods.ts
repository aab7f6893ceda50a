import { setTimeout as sleep } from "node:timers/promises";
import type { Api } from "../../test/lab/cluster-api.ts";

interface PodTemplate {
  readonly metadata?: object;
  readonly spec: Readonly<Record<string, unknown>>;
}

interface Workload {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: unknown;
}

/** A pod as a controller would make it of each workload among the manifests. */
function podsOf(manifests: readonly Workload[]) {
  return manifests.flatMap(({ kind, metadata, spec }) => {
    const template = templateOf(spec);
    if (template === undefined) return [];
    // Whether they exist is not what is asked here.
    const { priorityClassName: _, serviceAccountName: __, ...rest } = template.spec;
    const { volumes = [] } = template.spec as { readonly volumes?: readonly object[] };
    const own = { ...rest, volumes: [...volumes, ...claimsOf(spec)] };
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { ...template.metadata, name: "pod" }, spec: own };
    return [{ owner: `${kind} ${metadata.name}`, pod: restartable(kind, pod) }];
  });
}

function templateOf(spec: unknown): PodTemplate | undefined {
  const { jobTemplate, template } = (spec ?? {}) as {
    readonly jobTemplate?: { readonly spec?: { readonly template?: PodTemplate } };
    readonly template?: PodTemplate;
  };
  const found = jobTemplate?.spec?.template ?? template;
  return found && "containers" in (found.spec ?? {}) ? found : undefined;
}

/** The volumes that a StatefulSet gives its pods. */
function claimsOf(spec: unknown): readonly object[] {
  const { volumeClaimTemplates = [] } = spec as {
    readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[];
  };
  return volumeClaimTemplates.map(({ metadata: { name } }) => {
    return { name, persistentVolumeClaim: { claimName: name } };
  });
}

const restartable = <Pod extends { spec: object }>(kind: string, pod: Pod): Pod =>
  kind === "Job" || kind === "CronJob" ? { ...pod, spec: { restartPolicy: "Never", ...pod.spec } } : pod;

const namespace = "dolphinpod-restricted";

/**
 * Which workloads' pods the Pod Security Standard `restricted` refuses, and why: asked of a real API server, whose
 * admission controller is the standard's own code.
 */
export async function refusedPods(api: Api, manifests: readonly Workload[]): Promise<readonly string[]> {
  const labels = { "pod-security.kubernetes.io/enforce": "restricted" };
  const path = `/api/v1/namespaces/${namespace}`;
  await api.create("/api/v1/namespaces", {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { labels, name: namespace },
  });
  try {
    // Made by a controller a moment later; no pod is taken before.
    while ((await api.get(`${path}/serviceaccounts/default`)) === undefined) await sleep(50);
    const refused: string[] = [];
    for (const { owner, pod } of podsOf(manifests)) {
      const reason = await refusal(api, `${path}/pods?dryRun=All`, pod);
      if (reason !== undefined) refused.push(`${owner}: ${reason}`);
    }
    return refused;
  } finally {
    await api.remove(path);
    while ((await api.get(path)) !== undefined) await sleep(50);
  }
}

async function refusal(api: Api, path: string, pod: object): Promise<string | undefined> {
  try {
    await api.create(path, pod);
    return undefined;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return /"message":"((?:[^"\\]|\\.)*)"/.exec(said)?.[1] ?? said;
  }
}
