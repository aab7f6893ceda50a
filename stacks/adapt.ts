import type * as pulumi from "@pulumi/pulumi";
import type { KubernetesObject } from "../components/scheduler/index.ts";

/** What an environment changes of the resources of components that know nothing of it: by their type, and pure. */
export type Adaptation = (type: string, inputs: KubernetesObject) => KubernetesObject;

/** Type of CloudNativePG's clusters, whose pods and accounts their operator makes. */
export const operatedPostgres: RegExp = /^kubernetes:postgresql\.cnpg\.io\/v1:Cluster(Patch)?$/;

/** All of them, one after the other. */
export function together(adaptations: readonly Adaptation[]): Adaptation {
  return (type, inputs) => adaptations.reduce((changed, adapt) => adapt(type, changed), inputs);
}

/**
 * As an option of components: it reaches all of their children. The SDK runs it in this process; a `transform` would be
 * a call from the engine for each of them, which is half of the time of their preview.
 */
export function adapting(adapt: Adaptation): pulumi.ResourceTransformation[] {
  return [({ opts, props, type }) => ({ opts, props: { ...adapt(type, props) } })];
}
