import type { KubernetesObject } from "../harden/index.ts";
import { type Instructions, takeInstructions } from "./instructions.ts";
import { finished, rulesChecksum } from "./rules.ts";
import type { Adapt } from "./types.ts";

/**
 * What the chart rendered, as it is to be in the cluster: the same as when each object is a resource of its own.
 *
 * @throws where the manifests hold no instructions, or those of a program with other rules than this code.
 */
export async function postRendered(rendered: readonly KubernetesObject[]): Promise<readonly KubernetesObject[]> {
  const { instructions, objects } = takeInstructions(rendered);
  const { rules, spec } = instructions;
  const adapt = await adaptOf(instructions);
  if (rulesChecksum(spec, adapt) !== rules) {
    throw new Error(
      "The values come from a program with other rules than this post-renderer: another version of Dolphinpod, or an " +
        "`adapt` of its own. Run both from one version; a release knows no other `adapt` than the mesh's.",
    );
  }
  return objects.map((object) => finished(object, spec, adapt));
}

/** Loaded only where there is a mesh. */
async function adaptOf({ mesh }: Instructions): Promise<Adapt> {
  if (mesh === undefined) return (_, object) => object;
  const { meshed } = await import("../../mesh/annotate.ts");
  return (type, object) => meshed(type, object, mesh);
}
