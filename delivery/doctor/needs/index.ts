import type { RenderedObject } from "../../../stacks/check/index.ts";
import type { EnvironmentSpec } from "../../../stacks/config/index.ts";
import { type NeededKinds, neededKinds } from "../../../stacks/needed-kinds.ts";
import { type Expectation, versionRanges } from "../../../stacks/server-version.ts";
import { hostsOf, type NeededHost } from "./hosts.ts";
import { imagesOf } from "./images.ts";
import { podsOf, type Workload } from "./pods.ts";
import { type ClassUse, classesOf } from "./storage.ts";

/** What a stack's objects take for granted. */
export interface Needs {
  readonly objects: readonly RenderedObject[];
  readonly versions: readonly Expectation[];
  readonly kinds: readonly NeededKinds[];
  readonly storage: readonly ClassUse[];
  readonly workloads: readonly Workload[];
  /** References of all images, each once. */
  readonly images: readonly string[];
  readonly hosts: readonly NeededHost[];
}

/** What an environment needs, from its specification and the objects that an update would make. */
export async function needsOf(spec: EnvironmentSpec, objects: readonly RenderedObject[]): Promise<Needs> {
  return {
    objects,
    versions: versionRanges(spec),
    kinds: await neededKinds(spec),
    storage: classesOf(objects),
    workloads: podsOf(objects),
    images: imagesOf(objects),
    hosts: hostsOf(spec),
  };
}
