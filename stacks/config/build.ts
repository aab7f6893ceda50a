import type { DatabaseSpec } from "../../components/database/types.ts";
import { mebibytes, parseQuantity } from "../../components/kubernetes/quantity.ts";
import type { StorageSpec } from "../../components/kubernetes/resources.ts";
import type { ObjectStoreSpec } from "../../components/object-store/types.ts";
import type { ServerName, ServerSpec, Servers, VolumeSpec } from "../../components/scheduler/types.ts";
import type { ApplicationVersion } from "../../components/scheduler/versions/index.ts";
import { tlsSecretName } from "../../components/tls/objects.ts";
import type { TlsSpec } from "../../components/tls/types.ts";
import { availability, serverPriorityClass } from "./build-availability.ts";
import { aws, caBundle, rds, s3 } from "./build-aws.ts";
import { cloudNativePg } from "./build-cloudnative-pg.ts";
import { delivery } from "./build-delivery.ts";
import { externalSecrets } from "./build-external-secrets.ts";
import { gitops } from "./build-gitops.ts";
import { login } from "./build-login.ts";
import { logUpkeep, logVolume } from "./build-logs.ts";
import { mesh, podSecurity } from "./build-mesh.ts";
import { dashboards, isMonitored, logAnnotations, monitoring } from "./build-monitoring.ts";
import { platformNamespaces } from "./build-platform.ts";
import { registry } from "./build-registry.ts";
import { scaledByUse, scaledByWork } from "./build-scaling.ts";
import { applicationImages, type Digests, withFinalImages } from "./images.ts";
import type { Settings } from "./schema.ts";
import type { EnvironmentSpec } from "./spec.ts";

/** The heap's share of the memory limit where none is asked for. Tasks run in the worker's container beside its JVM. */
const heapShare: Readonly<Record<ServerName, number>> = { master: 0.6, worker: 0.4, api: 0.6, alert: 0.6 };

/** Seconds that a server gets to stop once it has nothing left to do. */
const stopSeconds = 60;

/** The specification that the settings amount to. They must have passed the rules. */
export function build(chosen: Settings, version: ApplicationVersion, digests: Digests): EnvironmentSpec {
  const settings = withFinalImages(chosen, digests);
  const { master, worker, api, alert, plugins } = settings;
  const image = applicationImages(settings, version, digests);
  const servers: Servers = {
    master: {
      ...server("master", settings, 0),
      logs: logVolume(settings, "master"),
      partition: master.partition,
      execThreads: master.threads,
    },
    worker: {
      ...server("worker", settings, worker.drain),
      logs: logVolume(settings, "worker"),
      partition: worker.partition,
      execThreads: worker.threads,
      drainSeconds: worker.drain,
      data: volume(worker.data, settings.storage),
      tenants: worker.tenants,
      ...scaledByWork(worker),
    },
    api: {
      ...server("api", settings, 0),
      logs: { kind: "ephemeral", sizeLimit: api.logs },
      ...scaledByUse(api),
    },
    alert: {
      ...server("alert", settings, 0),
      logs: { kind: "ephemeral", sizeLimit: alert.logs },
      ...scaledByUse(alert),
    },
  };
  return {
    class: settings.class,
    name: settings.name,
    formerName: settings.formerName,
    namespace: settings.namespace ?? settings.name,
    cluster: { context: settings.cluster.context, kubernetesVersion: settings.cluster.kubernetesVersion },
    version: settings.version,
    chart: { repository: version.chart.repository, version: version.chart.version },
    image,
    plugins: plugins.image === undefined ? undefined : { image: plugins.image, path: plugins.path },
    timezone: settings.timezone,
    aws: aws(settings),
    servers,
    scheduler: delivery(settings, servers),
    database: database(settings),
    objectStore: objectStore(settings),
    registry: registry(settings, storage(settings.registry.storage, settings.storage), image.references.tools),
    externalSecrets: externalSecrets(settings),
    ingress: ingress(settings),
    tls: tls(settings),
    isolation: {
      podSecurity: podSecurity(settings),
      networkPolicies: settings.isolation.networkPolicies,
      egress: settings.isolation.egress,
      monitoringNamespace: settings.isolation.monitoringNamespace,
    },
    mesh: mesh(settings),
    logs: logUpkeep(settings),
    availability: availability(settings),
    monitoring: monitoring(settings),
    dashboards: dashboards(settings),
    security: security(settings),
    login: login(settings),
    platform: settings.platform,
    platformNamespaces: platformNamespaces(settings),
    gitops: gitops(settings),
    deletion: settings.deletion,
  };
}

function server(name: ServerName, settings: Settings, drainSeconds: number): Omit<ServerSpec, "logs"> {
  const it = settings[name];
  return {
    replicas: it.replicas,
    resources: { cpu: it.cpu, memory: it.memory },
    heapMiB: it.heap === undefined ? Math.floor(mebibytes(it.memory.limit) * heapShare[name]) : mebibytes(it.heap),
    // As the JVM itself counts a container's share: a begun core is a processor.
    processors: Math.max(1, Math.ceil(parseQuantity(it.cpu.limit) ?? 1)),
    gracePeriodSeconds: drainSeconds + stopSeconds,
    env: it.env,
    nodeSelector: it.nodeSelector,
    tolerations: it.tolerations,
    priorityClassName: serverPriorityClass(settings, name),
    podAnnotations: { ...logAnnotations(settings), ...it.annotations },
    podLabels: it.labels,
    spread: it.spread,
  };
}

function volume(it: Settings["worker"]["data"], defaultClass: string | undefined): VolumeSpec {
  if (it.kind === "ephemeral") return { kind: "ephemeral", sizeLimit: it.size };
  return { kind: "persistent", size: it.size, storageClass: it.storageClass ?? defaultClass };
}

function storage(it: Settings["database"]["storage"], defaultClass: string | undefined): StorageSpec {
  return { size: it.size, storageClass: it.storageClass ?? defaultClass };
}

function existing(it: Settings["database" | "objectStore"]) {
  return { backend: "existing", secretName: it.secretName ?? "", port: it.port, cidr: it.cidr } as const;
}

function database(settings: Settings): DatabaseSpec {
  const { database: it, storage: defaultClass } = settings;
  if (it.backend === "rds") return rds(settings);
  if (it.backend === "cloudnative-pg") return cloudNativePg(settings, storage(it.storage, defaultClass));
  if (it.backend === "existing") {
    const { passwordVersion, sslMode } = it;
    return { ...existing(it), passwordVersion, sslMode, caBundle: caBundle(it.caBundle) };
  }
  return {
    backend: it.backend,
    image: it.image,
    database: it.database,
    username: it.username,
    passwordVersion: it.passwordVersion,
    storage: storage(it.storage, defaultClass),
    resources: { cpu: it.cpu, memory: it.memory },
    exporterImage: isMonitored(settings) ? it.exporterImage : undefined,
  };
}

function objectStore(settings: Settings): ObjectStoreSpec {
  const { objectStore: it, storage: defaultClass } = settings;
  if (it.backend === "s3") return s3(settings);
  if (it.backend === "existing") return { ...existing(it), keyVersion: it.keyVersion };
  return {
    backend: it.backend,
    image: it.image,
    clientImage: it.clientImage,
    bucket: it.bucket,
    region: it.region,
    keyVersion: it.keyVersion,
    storage: storage(it.storage, defaultClass),
    resources: { cpu: it.cpu, memory: it.memory },
    metrics: isMonitored(settings) ? "on" : "off",
  };
}

function ingress({ ingress: it, name, tls }: Settings): EnvironmentSpec["ingress"] {
  if (it.host === undefined) return undefined;
  const { host, className, controller, annotations, controllerNamespace } = it;
  const tlsSecret = tls.issuer === undefined ? it.tlsSecretName : tlsSecretName(name);
  return { host, className, controller, tlsSecretName: tlsSecret, annotations, controllerNamespace };
}

function tls({ tls: { certManagerNamespace, issuer } }: Settings): TlsSpec | undefined {
  if (issuer === undefined) return undefined;
  return { certManagerNamespace, issuer: issuer.kind === "existing" ? issuer : { ...issuer, email: issuer.email } };
}

function security({ security: it }: Settings): EnvironmentSpec["security"] {
  const admin = { passwordVersion: it.adminPasswordVersion, secretName: it.adminSecretName };
  return { admin, datasourceSalt: datasourceSalt(it) };
}

function datasourceSalt(it: Settings["security"]): EnvironmentSpec["security"]["datasourceSalt"] {
  if (it.datasourceEncryption === "off") return { kind: "none" };
  return it.saltSecretName === undefined ? { kind: "own" } : { kind: "existing", secretName: it.saltSecretName };
}
