import type * as pulumi from "@pulumi/pulumi";
import { AdminLogin, adminRun, DatasourceSalt, saltSecretName } from "../components/admin/index.ts";
import { createDatabase } from "../components/database/index.ts";
import { ExternalSecrets } from "../components/external-secrets/index.ts";
import { UiIngress } from "../components/ingress/index.ts";
import { AllowedFlows, Isolation } from "../components/isolation/index.ts";
import { createObjectStore, storeLocation } from "../components/object-store/index.ts";
import { createRegistry } from "../components/registry/index.ts";
import { applicationVersion, type Bindings, Scheduler, type SchedulerSpec } from "../components/scheduler/index.ts";
import { adapting, together } from "./adapt.ts";
import { createCertificate, installCertManager } from "./certificate.ts";
import { checkCluster } from "./cluster-check.ts";
import type { EnvironmentSpec } from "./config/index.ts";
import { schedulerDelivery } from "./delivery.ts";
import { createMesh } from "./mesh.ts";
import { createMonitoring } from "./monitoring.ts";
import { createPlatform } from "./platform.ts";
import { createPriorityClasses, priorityOf } from "./priority.ts";
import { pullSecretsOf } from "./pull-secrets.ts";
import { followRename } from "./rename.ts";
import { createAutoscalers, scalerRuns } from "./scaling.ts";
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
export async function environment(
  spec: EnvironmentSpec,
  chart: string,
  provider: pulumi.ProviderResource,
): Promise<EnvironmentOutputs> {
  const { deletion, name: instance, namespace } = spec;
  const place = { deletion, instance, namespace };
  const providers = [provider, ...(await cloudProviders(spec))];

  const checked = await checkCluster(spec, provider);
  const platform = await createPlatform(spec, provider, checked);
  const isolation = new Isolation(
    `${instance}-isolation`,
    { ...place, spec: spec.isolation },
    { dependsOn: [...checked], provider },
  );
  const flows = new AllowedFlows(
    `${instance}-flows`,
    { namespace, spec: spec.isolation, topology: topology(spec) },
    { dependsOn: isolation, provider },
  );
  const externalSecrets =
    spec.externalSecrets === undefined
      ? []
      : [
          new ExternalSecrets(
            `${instance}-external-secrets`,
            { instance, namespace, spec: spec.externalSecrets },
            { dependsOn: [isolation, flows, ...platform], provider },
          ),
        ];
  const priorities = createPriorityClasses(spec, provider, checked);
  const ground = [isolation, flows, ...platform, ...externalSecrets, ...priorities];
  const mesh = await createMesh(spec, provider, ground);
  const adapt = together([
    ...pullSecretsOf(spec.image.pullSecrets),
    ...priorityOf(spec.availability.backingPriorityClass),
    ...mesh,
  ]);
  const inside = { dependsOn: ground, providers, transformations: [...adapting(adapt), ...followRename(spec)] };

  const cloudPlace = { ...place, aws: spec.aws };
  const objectStore = await createObjectStore(
    `${instance}-object-store`,
    { ...cloudPlace, spec: spec.objectStore },
    inside,
  );
  const database = await createDatabase(
    `${instance}-database`,
    {
      ...cloudPlace,
      objectStore: {
        binding: objectStore.binding,
        location: storeLocation(place, spec.objectStore),
        ready: objectStore.ready,
      },
      spec: spec.database,
    },
    inside,
  );
  const certManager = await installCertManager(spec, provider, checked);
  const registry = await createRegistry(
    `${instance}-registry`,
    { ...place, database: database.binding, spec: spec.registry },
    { ...inside, dependsOn: [...ground, ...certManager] },
  );

  const bindings = { database: database.binding, objectStore: objectStore.binding, registry: registry.binding };
  const { namespaceId } = isolation;
  const salt =
    spec.security.datasourceSalt.kind === "own"
      ? [new DatasourceSalt(`${instance}-datasource-salt`, { ...place, namespaceId }, inside)]
      : [];
  const admin = new AdminLogin(`${instance}-admin`, { ...place, spec: spec.security.admin }, inside);
  const scheduler = new Scheduler(
    instance,
    {
      adapt: together(mesh),
      afterSchema: [adminRun(instance, spec.security.admin), ...(await scalerRuns(spec))],
      // The Job needs the database alone: it runs while the other backing services come up.
      beforeSchema: [...database.ready, admin],
      beforeServers: [...objectStore.ready, ...registry.ready, ...salt.map(({ secret }) => secret)],
      chart,
      delivery: await schedulerDelivery(spec),
      spec: schedulerSpec(spec, bindings),
    },
    { dependsOn: ground, provider, transformations: adapting(together(mesh)) },
  );
  createCertificate(spec, provider, [isolation, flows, ...certManager]);
  await createMonitoring(spec, provider, ground);
  await createAutoscalers(spec, database.binding, scheduler, platform, provider);

  return {
    keptOnDestroy: keptOnDestroy(spec),
    namespace,
    ui: userInterface(spec, scheduler, provider),
    version: spec.version,
  };
}

/** Providers besides the cluster's. AWS is loaded only where something is there: programs without it start sooner. */
async function cloudProviders({ aws, name }: EnvironmentSpec): Promise<pulumi.ProviderResource[]> {
  if (aws === undefined) return [];
  const { awsProvider } = await import("../components/aws/provider.ts");
  return [awsProvider(`${name}-aws`, aws)];
}

/** The part of an environment that is the scheduler's own. */
export function schedulerSpec(spec: EnvironmentSpec, bindings: Bindings): SchedulerSpec {
  const { image, login, logs, name, namespace, plugins, servers, timezone, version } = spec;
  return {
    bindings,
    datasourceSaltSecretName: saltOf(spec),
    image,
    login,
    logs,
    name,
    namespace,
    plugins,
    servers,
    timezone,
    version,
  };
}

function saltOf({ name, security: { datasourceSalt } }: EnvironmentSpec): string | undefined {
  switch (datasourceSalt.kind) {
    case "none":
      return undefined;
    case "own":
      return saltSecretName(name);
    case "existing":
      return datasourceSalt.secretName;
  }
}

function userInterface(spec: EnvironmentSpec, scheduler: Scheduler, provider: pulumi.ProviderResource): string {
  const { ingress, name: instance, namespace, version } = spec;
  if (ingress === undefined) {
    const { port } = applicationVersion(version).servers.api;
    const address = `http://localhost:${port}${scheduler.uiPath}`;
    return `kubectl port-forward -n ${namespace} service/${scheduler.services.api} ${port}, then ${address}`;
  }
  return new UiIngress(`${instance}-ui`, { instance, namespace, spec: ingress }, { dependsOn: scheduler, provider })
    .url;
}

function keptOnDestroy({ aws, database, deletion, namespace }: EnvironmentSpec): string {
  if (deletion === "delete") return "nothing";
  const running = database.backend === "cloudnative-pg" ? ", its PostgreSQL, which goes on running," : "";
  const cluster = `namespace ${namespace} with its volume claims${running} and the secrets of its data; a later \`up\` takes them over`;
  if (aws === undefined) return cluster;
  return `${cluster}; and everything in AWS, which is protected: docs/production.md`;
}
