import type { MeshPlan } from "../../mesh/annotate.ts";
import type { KubernetesObject } from "../harden/index.ts";

/** How Helm treats the release. */
export interface ReleaseSpec {
  /** Revisions that `helm history` keeps. */
  readonly history: number;
  /** Seconds that Helm waits for the servers of an installation or an update. */
  readonly timeoutSeconds: number;
  /** "rollback": a failed update is taken back, a failed installation removed. "stop": it is left to be looked at. */
  readonly onFailure: "rollback" | "stop";
}

/** Who brings the chart's objects into the cluster: Pulumi one by one, or Helm as one release. */
export type DeliverySpec = { readonly delivery: "objects" } | ({ readonly delivery: "release" } & ReleaseSpec);

/** What a release needs besides the scheduler's specification. */
export interface ReleaseDelivery extends ReleaseSpec {
  readonly kind: "release";
  /** Path of `postRendererPath` from the folder that the program runs in: an input, so it is to be the same everywhere. */
  readonly postRenderer: string;
  /** The proxies of the servers; left out without a mesh. */
  readonly mesh?: MeshPlan;
}

/** Changes an object of the chart after it was hardened; gets Pulumi's type of it too. */
export type Adapt = (type: string, object: KubernetesObject) => KubernetesObject;
