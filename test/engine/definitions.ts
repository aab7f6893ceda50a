import type { Api } from "../lab/cluster-api.ts";
import { type Definition, definitionsOf, installDefinitions, removeDefinitions } from "../lab/crds/index.ts";
import { toStderr } from "../lab/tools/progress.ts";
import { groupOf, type Manifest, renderedManifests } from "./rendered.ts";

/** Groups that an API server serves by itself. */
export async function ownGroups(api: Api): Promise<ReadonlySet<string>> {
  const { groups } = (await api.get("/apis")) as { readonly groups: readonly { readonly name: string }[] };
  return new Set(["", ...groups.map(({ name }) => name)]);
}

/** Custom kinds that were given to an API server. */
export interface Kinds {
  readonly definitions: readonly Definition[];
  /** Takes them away again, so that other tests meet a cluster without them. */
  remove(): Promise<void>;
}

/** Gives an API server every custom kind that the objects are of. */
export async function installKinds(api: Api, manifests: readonly Manifest[]): Promise<Kinds> {
  const own = await ownGroups(api);
  const custom = manifests.filter((it) => !own.has(groupOf(it)));
  const definitions = await definitionsOf(
    custom.map((it) => ({ group: groupOf(it), kind: it.kind })),
    toStderr,
  );
  await installDefinitions(api, definitions);
  return { definitions, remove: () => removeDefinitions(api, definitions) };
}

/** The same for a stack file, by its path in the repository or its text: without them its preview fails. */
export async function installKindsOf(api: Api, file: string): Promise<Kinds> {
  return installKinds(api, await renderedManifests(file));
}
