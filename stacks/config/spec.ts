import type { DatabaseSpec } from "../../components/database/types.ts";
import type { IngressSpec } from "../../components/ingress/types.ts";
import type { IsolationSpec } from "../../components/isolation/types.ts";
import type { ObjectStoreSpec } from "../../components/object-store/types.ts";
import type { RegistrySpec } from "../../components/registry/types.ts";
import type { ImageSpec, Servers } from "../../components/scheduler/types.ts";

/** Environment classes: a bundle of defaults. */
export const classes = ["dev", "prod"] as const;
export type EnvironmentClass = (typeof classes)[number];

export interface ClusterSpec {
  /** Context of the kubeconfig; absent means its current context. */
  readonly context: string | undefined;
}

/** One environment, complete and printable: every decision is here and nothing downstream asks for a stack name. */
export interface EnvironmentSpec {
  readonly class: EnvironmentClass;
  readonly name: string;
  readonly namespace: string;
  readonly cluster: ClusterSpec;
  readonly version: string;
  readonly chart: { readonly repository: string; readonly version: string };
  readonly image: ImageSpec;
  readonly timezone: string;
  readonly servers: Servers;
  readonly database: DatabaseSpec;
  readonly objectStore: ObjectStoreSpec;
  readonly registry: RegistrySpec;
  readonly ingress: IngressSpec | undefined;
  readonly isolation: IsolationSpec;
  /** What goes away with the environment: "retain" keeps data volumes and their secrets when the stack is destroyed. */
  readonly deletion: "retain" | "delete";
}
