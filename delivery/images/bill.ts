import type { RenderedObject } from "../../stacks/check/index.ts";
import { identityOf } from "../../stacks/check/manifests.ts";
import { isPinned } from "../../stacks/config/images.ts";

/** One container and what it runs. */
export interface BillLine {
  readonly component: string;
  /** Kind and name of the object. */
  readonly object: string;
  readonly container: string;
  readonly image: string;
  readonly pinned: boolean;
}

/** Every image of every object, in the objects' order. */
export function billOf(objects: readonly RenderedObject[]): readonly BillLine[] {
  return objects.flatMap((object) => {
    const { kind, name } = identityOf(object);
    return containersIn(object.inputs).map(({ image, name: container }) => ({
      component: object.component,
      object: `${kind}/${name}`,
      container,
      image,
      pinned: isPinned(image),
    }));
  });
}

/** Images that have no digest, each once. */
export function unpinnedIn(bill: readonly BillLine[]): readonly string[] {
  return [...new Set(bill.filter(({ pinned }) => !pinned).map(({ image }) => image))].sort();
}

interface Container {
  readonly name: string;
  readonly image: string;
}

/** Containers wherever they stand: in pods, in templates of pods, in templates of Jobs. */
function containersIn(value: unknown): readonly Container[] {
  if (Array.isArray(value)) return value.flatMap(containersIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    /^(init|ephemeral)?containers$/i.test(key) && Array.isArray(inner)
      ? inner.filter(isContainer)
      : containersIn(inner),
  );
}

function isContainer(value: unknown): value is Container {
  return typeof value === "object" && value !== null && "image" in value && typeof value.image === "string";
}
