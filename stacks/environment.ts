import type * as pulumi from "@pulumi/pulumi";
import { ApiAutoscaler } from "../components/autoscaling/index.ts";
import { PostgresDatabase } from "../components/database/index.ts";
import { UiIngress } from "../components/ingress/index.ts";
import { AllowedFlows, Isolation } from "../components/isolation/index.ts";
import { ObjectStore } from "../components/object-store/index.ts";
import { Registry } from "../components/registry/index.ts";
import { type Bindings, Scheduler, type SchedulerSpec } from "../components/scheduler/index.ts";
import type { EnvironmentSpec } from "./config/index.ts";
import { topology } from "./topology.ts";

/** What a stack tells its users. Nothing of it is secret. */
export interface EnvironmentOutputs {
  readonly namespace: string;
  /** Address of the user interface; without an Ingress, the command that makes it reachable. */
  readonly ui: string;
  readonly version: string;
  /** What a destroy leaves in the cluster. */
  readonly keptOnDestroy: string;
}

/** Composes one environment: a closed namespace first, then the backing services, then the scheduler. */
export function environment(
  spec: EnvironmentSpec,
  chart: string,
  provider: pulumi.ProviderResource,
): EnvironmentOutputs {
  const { deletion, name: instance, namespace } = spec;
  const place = { deletion, instance, namespace };

  const isolation = new Isolation(`${instance}-isolation`, { ...place, spec: spec.isolation }, { provider });
  const flows = new AllowedFlows(
    `${instance}-flows`,
    { namespace, spec: spec.isolation, topology: topology(spec) },
    { dependsOn: isolation, provider },
  );
  const inside = { dependsOn: [isolation, flows], provider };

  const database = new PostgresDatabase(`${instance}-database`, { ...place, spec: spec.database }, inside);
  const objectStore = new ObjectStore(`${instance}-object-store`, { ...place, spec: spec.objectStore }, inside);
  const registry = new Registry(
    `${instance}-registry`,
    { ...place, database: database.binding, spec: spec.registry },
    inside,
  );

  const bindings = { database: database.binding, objectStore: objectStore.binding, registry: registry.binding };
  const scheduler = new Scheduler(
    instance,
    { chart, spec: schedulerSpec(spec, bindings) },
    { dependsOn: [isolation, flows, ...database.ready, ...objectStore.ready, ...registry.ready], provider },
  );
  const { autoscaling } = spec.servers.api;
  if (autoscaling) {
    new ApiAutoscaler(`${instance}-api`, { instance, namespace, spec: autoscaling }, { dependsOn: scheduler, provider });
  }

  return {
    keptOnDestroy: keptOnDestroy(spec),
    namespace,
    ui: userInterface(spec, scheduler, provider),
    version: spec.version,
  };
}

/** The part of an environment that is the scheduler's own. */
export function schedulerSpec(spec: EnvironmentSpec, bindings: Bindings): SchedulerSpec {
  const { image, name, namespace, servers, timezone, version } = spec;
  return { bindings, image, name, namespace, servers, timezone, version };
}

function userInterface(spec: EnvironmentSpec, scheduler: Scheduler, provider: pulumi.ProviderResource): string {
  const { ingress, name: instance, namespace } = spec;
  if (ingress === undefined) {
    return `kubectl port-forward -n ${namespace} service/${scheduler.services.api} 12345, then http://localhost:12345${scheduler.uiPath}`;
  }
  return new UiIngress(`${instance}-ui`, { instance, namespace, spec: ingress }, { dependsOn: scheduler, provider }).url;
}

function keptOnDestroy({ deletion, namespace }: EnvironmentSpec): string {
  return deletion === "retain"
    ? `namespace ${namespace} with its volume claims and the secrets of its data; a later \`up\` takes them over`
    : "nothing";
}
