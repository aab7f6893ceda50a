import { isRecord } from "../../stacks/config/problems.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What `pulumi stack export` tells of a stack. */
export interface Exported {
  /** As it came, and as `pulumi stack import` takes it. */
  readonly document: Fields;
  readonly resources: readonly Fields[];
  /** Operations that an interrupted update left open. */
  readonly pending: number;
}

export function readExport(json: string): Exported {
  const document: unknown = JSON.parse(json);
  const deployment = isRecord(document) ? document["deployment"] : undefined;
  if (!isRecord(document) || !isRecord(deployment)) throw new Error("The export of the stack has no deployment.");
  const { pending_operations: pending, resources } = deployment;
  return {
    document,
    pending: Array.isArray(pending) ? pending.length : 0,
    resources: Array.isArray(resources) ? resources.filter(isRecord) : [],
  };
}

/** Who has the scheduler's servers in the state: "nobody" where a move was interrupted. */
export type Holder =
  | { readonly kind: "objects"; readonly urns: readonly string[]; readonly objects: readonly Fields[] }
  | { readonly kind: "release"; readonly urns: readonly string[]; readonly atomic: boolean }
  | { readonly kind: "nobody" };

const schedulerType = "dolphinpod:scheduler:Scheduler";

/** Undefined where the stack has no scheduler. */
export function holderOf({ resources }: Pick<Exported, "resources">): Holder | undefined {
  if (!resources.some(({ type }) => type === schedulerType)) return undefined;
  const child = (kind: string) => resources.find(({ urn }) => String(urn).includes(`${schedulerType}$${kind}::`));
  const release = child("kubernetes:helm.sh/v3:Release");
  if (release !== undefined) {
    const atomic = isRecord(release["inputs"]) && release["inputs"]["atomic"] === true;
    return { kind: "release", urns: [String(release["urn"])], atomic };
  }
  const chart = child("kubernetes:helm.sh/v4:Chart");
  if (chart === undefined) return { kind: "nobody" };
  const objects = resources.filter(({ parent }) => parent === chart["urn"]);
  return { kind: "objects", objects, urns: [chart, ...objects].map(({ urn }) => String(urn)) };
}

/**
 * The stack without some of its resources, whose objects go on running. Nothing that stays refers to one that goes: the
 * engine refuses a state with such a reference.
 */
export function withoutResources({ document, resources }: Exported, urns: readonly string[]): Fields {
  const gone = new Set<unknown>(urns);
  const staying = resources.filter(({ urn }) => !gone.has(urn)).map((resource) => unreferenced(resource, gone));
  return { ...document, deployment: { ...(document["deployment"] as Fields), resources: staying } };
}

function unreferenced(resource: Fields, gone: ReadonlySet<unknown>): Fields {
  const left = (urns: unknown) => (Array.isArray(urns) ? urns.filter((urn) => !gone.has(urn)) : urns);
  const { deletedWith, dependencies, propertyDependencies, replaceWith, ...rest } = resource;
  const byProperty = isRecord(propertyDependencies)
    ? Object.fromEntries(Object.entries(propertyDependencies).map(([property, urns]) => [property, left(urns)]))
    : propertyDependencies;
  const changed = {
    dependencies: left(dependencies),
    propertyDependencies: byProperty,
    replaceWith: left(replaceWith),
  };
  const known = Object.entries({ ...changed, deletedWith: gone.has(deletedWith) ? undefined : deletedWith });
  return { ...rest, ...Object.fromEntries(known.filter(([, value]) => value !== undefined)) };
}
