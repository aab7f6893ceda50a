import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { childOptions } from "../binding/children.ts";
import { type Identity, labels } from "../kubernetes/labels.ts";
import { budgetedServers, disruptionBudget } from "./disruption.ts";
import { serverObjectName } from "./harden/context.ts";
import { harden, othersFields } from "./harden/index.ts";
import { logConfigMapName, logConfiguration } from "./logs.ts";
import { type Adapt, type ReleaseDelivery, releaseInputs } from "./release/index.ts";
import { awaited, awaitedFor } from "./rollout-time.ts";
import { schemaAccountName, schemaIdentity, schemaJob } from "./schema-job.ts";
import { type ToolsRun, toolsDeadlineSeconds } from "./tools-job.ts";
import { type SchedulerSpec, type ServerName, serverNames } from "./types.ts";
import { validate } from "./validate.ts";
import { chartValues } from "./values.ts";

export { harden, type KubernetesObject } from "./harden/index.ts";
export { type DeliverySpec, postRendererPath, type ReleaseDelivery, type ReleaseSpec } from "./release/index.ts";
export { schemaIdentity } from "./schema-job.ts";
export { type ToolsRun, toolsIdentity } from "./tools-job.ts";
export type * from "./types.ts";
export { type ChartValues, chartValues } from "./values.ts";
export { type Advisory, type ApplicationVersion, applicationVersion, applicationVersions } from "./versions/index.ts";

export interface SchedulerArgs {
  /** The cluster, complete: plain values, so that a preview shows every object. */
  spec: SchedulerSpec;
  /** Path of the upstream chart on this machine: an archive or a folder. */
  chart: string;
  /** As what the chart's objects come into the cluster. Default: each is a resource. */
  delivery?: { readonly kind: "objects" } | ReleaseDelivery;
  /** What the schema Job needs besides the component's own `dependsOn`: the database. Default: nothing. */
  beforeSchema?: readonly pulumi.Resource[];
  /** Runs of the tools image that need the tables and come before any server, in the schema Job. Default: none. */
  afterSchema?: readonly ToolsRun[];
  /** What the servers need besides: the other bindings' Secrets and services. Default: nothing. */
  beforeServers?: readonly pulumi.CustomResource[];
  /**
   * Changes each of the chart's objects after it was hardened; gets Pulumi's type of it too. A release knows no other
   * than the mesh's: its post-renderer refuses others. Default: nothing.
   */
  adapt?: Adapt;
}

/** Names of the Services that the chart makes. */
export interface SchedulerServices {
  readonly api: string;
  readonly alert: string;
  readonly masters: string;
  readonly workers: string;
}

/**
 * A DolphinScheduler cluster: the upstream chart, hardened, after a Job that makes or upgrades the database's tables.
 *
 * The Secrets of the bindings must exist in the namespace first: pass what makes them as `dependsOn`.
 *
 * @throws pulumi.InputPropertiesError with everything that is wrong with the spec.
 */
export class Scheduler extends pulumi.ComponentResource {
  readonly services: SchedulerServices;
  /** Path of the user interface on the api Service. */
  readonly uiPath = "/dolphinscheduler/ui";
  readonly schemaJob: kubernetes.batch.v1.Job;
  /** The servers: what the chart renders. */
  readonly chart: kubernetes.helm.v4.Chart | kubernetes.helm.v3.Release;

  constructor(name: string, args: SchedulerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:scheduler:Scheduler", name, {}, opts);
    const { spec } = args;
    refuse(spec);

    const child = childOptions(this, opts);
    const accounts = this.createServiceAccounts(name, spec, child);
    this.createDisruptionBudgets(name, spec, child);
    const logUpkeep = this.createLogConfiguration(name, spec, child);
    this.schemaJob = new kubernetes.batch.v1.Job(
      `${name}-schema`,
      schemaJob(spec, args.afterSchema),
      pulumi.mergeOptions(child, {
        // Kubernetes is to give up first: it says why.
        ...awaitedFor(toolsDeadlineSeconds + 60),
        dependsOn: [...accounts, ...(args.beforeSchema ?? [])],
      }),
    );
    const before = [this.schemaJob, ...accounts, ...logUpkeep, ...(args.beforeServers ?? [])];
    this.chart = this.createServers(args, before);
    this.services = servicesOf(spec);

    this.registerOutputs({ services: this.services, uiPath: this.uiPath });
  }

  /** The release name starts the name of every object, so it is the spec's and not Pulumi's. */
  private createServers(
    { adapt = (_, object) => object, chart, delivery, spec }: SchedulerArgs,
    dependsOn: readonly pulumi.Resource[],
  ) {
    const options = { dependsOn: [...dependsOn], parent: this };
    if (delivery?.kind === "release") {
      return new kubernetes.helm.v3.Release(spec.name, releaseInputs(spec, chart, delivery, adapt), options);
    }
    return new kubernetes.helm.v4.Chart(
      spec.name,
      { chart, name: spec.name, namespace: spec.namespace, values: { ...chartValues(spec) } },
      {
        ...options,
        transforms: [
          ({ opts: own, props, type }) => ({
            props: adapt(type, harden(props, spec)),
            opts: pulumi.mergeOptions(own, { ...awaited(props, spec), ignoreChanges: othersFields(props, spec) }),
          }),
        ],
      },
    );
  }

  /** One for each server and one for the schema Job, all without a token: nothing here calls the API server. */
  private createServiceAccounts(name: string, spec: SchedulerSpec, child: pulumi.CustomResourceOptions) {
    return accountsOf(spec).map(
      ([suffix, accountName, identity]) =>
        new kubernetes.core.v1.ServiceAccount(
          `${name}-${suffix}`,
          {
            metadata: { labels: labels(identity), name: accountName, namespace: spec.namespace },
            automountServiceAccountToken: false,
          },
          child,
        ),
    );
  }

  private createLogConfiguration(name: string, spec: SchedulerSpec, child: pulumi.CustomResourceOptions) {
    const data = logConfiguration(spec);
    if (data === undefined) return [];
    const identity = { component: "logs", instance: spec.name, name: "dolphinscheduler" };
    const metadata = { labels: labels(identity), name: logConfigMapName(spec.name), namespace: spec.namespace };
    return [new kubernetes.core.v1.ConfigMap(`${name}-log-upkeep`, { data, metadata }, child)];
  }

  private createDisruptionBudgets(name: string, spec: SchedulerSpec, child: pulumi.CustomResourceOptions): void {
    for (const server of budgetedServers(spec)) {
      new kubernetes.policy.v1.PodDisruptionBudget(
        `${name}-${server}`,
        {
          metadata: {
            labels: labels(identityOf(spec, server)),
            name: serverObjectName(spec, server),
            namespace: spec.namespace,
          },
          spec: disruptionBudget(spec, server),
        },
        child,
      );
    }
  }
}

/** Names of the Services that the chart makes for a spec. */
export function servicesOf(spec: SchedulerSpec): SchedulerServices {
  return {
    api: serverObjectName(spec, "api"),
    alert: serverObjectName(spec, "alert"),
    masters: `${serverObjectName(spec, "master")}-headless`,
    workers: `${serverObjectName(spec, "worker")}-headless`,
  };
}

function refuse(spec: SchedulerSpec): void {
  const errors = validate(spec);
  if (errors.length === 0) return;
  const message = `Scheduler: ${errors.length} of its inputs cannot be used`;
  throw new pulumi.InputPropertiesError({ message, errors: [...errors] });
}

const identityOf = (spec: SchedulerSpec, server: ServerName): Identity => ({
  component: server,
  instance: spec.name,
  name: "dolphinscheduler",
});

const accountsOf = (spec: SchedulerSpec): readonly (readonly [string, string, Identity])[] => [
  ...serverNames.map((server) => [server, serverObjectName(spec, server), identityOf(spec, server)] as const),
  ["schema", schemaAccountName(spec), schemaIdentity(spec.name)],
];
