import { field } from "../../../components/kubernetes/object.ts";
import type { RenderedObject } from "../../../stacks/check/index.ts";
import { billOf } from "../../images/bill.ts";

/** Images that nodes have to pull, each once, sorted: those of CloudNativePG's databases are in no container of ours. */
export function imagesOf(objects: readonly RenderedObject[]): readonly string[] {
  const operated = objects.map(({ inputs }) => field(inputs, "spec")["imageName"]);
  const all = [...billOf(objects).map(({ image }) => image), ...operated];
  return [...new Set(all.filter((it) => typeof it === "string"))].sort();
}
