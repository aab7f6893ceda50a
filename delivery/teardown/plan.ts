import { z } from "zod";
import type { StateResource } from "./state.ts";

/** An object or a resource of a cloud. */
export interface Item {
  readonly kind: string;
  readonly name: string;
  /** Undefined outside of a cluster, and for what is in no namespace. */
  readonly namespace: string | undefined;
  readonly resource: StateResource;
}

/** Volume claims that the cluster keeps for a StatefulSet. No state knows them. */
export interface Claims {
  readonly names: readonly string[];
  readonly namespace: string;
}

/** What a destroy of a stack does: known from its state, before anything is done. */
export interface TeardownPlan {
  readonly goes: readonly Item[];
  readonly stays: readonly Item[];
  readonly claims: readonly Claims[];
  /** Namespaces that go, and with them all that is in them, claims and Secrets too. */
  readonly emptied: readonly string[];
  /** While there is one, a destroy does nothing at all. */
  readonly protected: readonly Item[];
  /** Hooks of deletes are code: the engine can only call them while the program runs. */
  readonly runProgram: boolean;
  /** Context of the kubeconfig; undefined means its current context. */
  readonly context: string | undefined;
  /** File of the lab's cluster; undefined means the user's own. */
  readonly kubeconfig: string | undefined;
  readonly region: string | undefined;
}

export function teardownPlan(resources: readonly StateResource[], kubeconfig?: string): TeardownPlan {
  const provider = (name: string) => resources.find(({ type }) => type === `pulumi:providers:${name}`)?.inputs;
  const items = resources.filter((it) => it.custom && !it.external && !it.type.startsWith("pulumi:")).map(itemOf);
  const goes = items.filter(({ resource }) => !resource.retainOnDelete);
  const emptied = goes.filter(({ resource }) => resource.type === "kubernetes:core/v1:Namespace");
  const namespaces = new Set(emptied.map(({ name }) => name));
  return {
    claims: goes.flatMap(keptClaims).filter(({ namespace }) => !namespaces.has(namespace)),
    context: provider("kubernetes")?.context,
    emptied: [...namespaces],
    goes,
    kubeconfig,
    protected: items.filter(({ resource }) => resource.protect),
    region: provider("aws")?.region,
    runProgram: resources.some(({ resourceHooks }) => Object.keys(resourceHooks).some((hook) => /Delete$/i.test(hook))),
    stays: items.filter(({ resource }) => resource.retainOnDelete),
  };
}

function itemOf(resource: StateResource): Item {
  const { id, inputs, type, urn } = resource;
  return {
    kind: (type.split(":").at(-1) ?? type).replace(/Patch$/, ""),
    name: inputs.metadata?.name ?? inputs.identifier ?? id ?? urn.split("::").at(-1) ?? urn,
    namespace: inputs.metadata?.namespace,
    resource,
  };
}

const statefulSetSpec = z.looseObject({
  persistentVolumeClaimRetentionPolicy: z.looseObject({ whenDeleted: z.string().optional() }).optional(),
  replicas: z.number().default(1),
  volumeClaimTemplates: z.array(z.looseObject({ metadata: z.looseObject({ name: z.string() }) })).default([]),
});

/** The cluster keeps claims unless the StatefulSet says Delete. Those of replicas that are gone may be there as well. */
function keptClaims({ kind, name, namespace = "default", resource }: Item): readonly Claims[] {
  if (kind !== "StatefulSet") return [];
  const { data } = statefulSetSpec.safeParse(resource.inputs.spec);
  if (data === undefined || data.persistentVolumeClaimRetentionPolicy?.whenDeleted === "Delete") return [];
  const names = data.volumeClaimTemplates.flatMap(({ metadata }) =>
    Array.from({ length: data.replicas }, (_, ordinal) => `${metadata.name}-${name}-${ordinal}`),
  );
  return names.length === 0 ? [] : [{ names, namespace }];
}
