import type { AdminSpec } from "../../components/admin/types.ts";
import type { AvailabilitySpec } from "../../components/availability/types.ts";
import type { AwsSpec } from "../../components/aws/types.ts";
import type { DatabaseSpec } from "../../components/database/types.ts";
import type { ExternalSecretsSpec } from "../../components/external-secrets/types.ts";
import type { GitopsSpec } from "../../components/gitops/types.ts";
import type { IngressSpec } from "../../components/ingress/types.ts";
import type { IsolationSpec } from "../../components/isolation/types.ts";
import type { LogUpkeepSpec } from "../../components/logs/types.ts";
import type { MeshSpec } from "../../components/mesh/types.ts";
import type { DashboardsSpec } from "../../components/monitoring/dashboards/config-map.ts";
import type { MonitoringSpec } from "../../components/monitoring/types.ts";
import type { ObjectStoreSpec } from "../../components/object-store/types.ts";
import type { OperatorName } from "../../components/platform/types.ts";
import type { RegistrySpec } from "../../components/registry/types.ts";
import type { DeliverySpec } from "../../components/scheduler/release/types.ts";
import type { ImageSpec, LoginSpec, PluginsSpec, Servers } from "../../components/scheduler/types.ts";

import type { TlsSpec } from "../../components/tls/types.ts";

/** Environment classes: a bundle of defaults. */
export const classes = ["dev", "prod"] as const;
export type EnvironmentClass = (typeof classes)[number];

export interface ClusterSpec {
  /** Context of the kubeconfig; absent means its current context. */
  readonly context: string | undefined;
  /** Minor version of Kubernetes, "1.34"; undefined where the stack file does not say it. */
  readonly kubernetesVersion: string | undefined;
}

/** What an environment needs of the cluster beside itself. */
export type PlatformSpec = Readonly<Record<OperatorName | "certManager", "present" | "install">>;

export interface SecuritySpec {
  readonly admin: AdminSpec;
  /** Where the salt of stored data source passwords comes from; "none" stores them as they are. */
  readonly datasourceSalt:
    | { readonly kind: "none" }
    | { readonly kind: "own" }
    | { readonly kind: "existing"; readonly secretName: string };
}

/** One environment, complete and printable: every decision is here and nothing downstream asks for a stack name. */
export interface EnvironmentSpec {
  readonly class: EnvironmentClass;
  readonly name: string;
  /** Name that what is in AWS may still go by in the state; undefined when it never had another. */
  readonly formerName: string | undefined;
  readonly namespace: string;
  readonly cluster: ClusterSpec;
  readonly version: string;
  readonly chart: { readonly repository: string; readonly version: string };
  readonly image: ImageSpec;
  readonly plugins: PluginsSpec | undefined;
  readonly timezone: string;
  /** How it comes into the cluster. */
  readonly scheduler: DeliverySpec;
  /** Undefined where nothing is in AWS. */
  readonly aws: AwsSpec | undefined;
  readonly servers: Servers;
  readonly database: DatabaseSpec;
  readonly objectStore: ObjectStoreSpec;
  readonly registry: RegistrySpec;
  /** Undefined where no Secret comes from outside of the cluster. */
  readonly externalSecrets: ExternalSecretsSpec | undefined;
  readonly ingress: IngressSpec | undefined;
  /** The certificate of the user interface; undefined where the Ingress brings one, or none. */
  readonly tls: TlsSpec | undefined;
  readonly isolation: IsolationSpec;
  /** Undefined where pods call each other without proxies. */
  readonly mesh: MeshSpec | undefined;
  /** Undefined where the application keeps log files as its images do. */
  readonly logs: LogUpkeepSpec | undefined;
  readonly availability: AvailabilitySpec;
  /** Undefined where nobody watches the environment. */
  readonly monitoring: MonitoringSpec | undefined;
  /** Undefined where there is no Grafana to show them. */
  readonly dashboards: DashboardsSpec | undefined;
  readonly security: SecuritySpec;
  readonly login: LoginSpec;
  readonly platform: PlatformSpec;
  /** Namespace of each of them that the stack installs. */
  readonly platformNamespaces: Readonly<Partial<Record<keyof PlatformSpec, string>>>;
  /** Undefined where nothing is rendered for Argo CD. */
  readonly gitops: GitopsSpec | undefined;
  /** What goes away with the environment: "retain" keeps data volumes and their secrets when the stack is destroyed. */
  readonly deletion: "retain" | "delete";
}
