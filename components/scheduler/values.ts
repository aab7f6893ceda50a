import { createHash } from "node:crypto";
import { resourceRequirements } from "../kubernetes/resources.ts";
import { commonEnvironment, serverEnvironment } from "./environment.ts";
import { imageNames } from "./images.ts";
import { commonProperties } from "./properties.ts";
import type { SchedulerSpec, ServerName } from "./types.ts";

/** Values of one server. The chart wants strings where one expects numbers. */
export interface ServerValues {
  enabled: true;
  enableCustomizedConfig: false;
  env: Record<string, string>;
  persistentVolumeClaim: { enabled: false };
  replicas: string;
  resources: ReturnType<typeof resourceRequirements>;
}

/** Values of the upstream chart, version 3.2.2. What the chart cannot say, `harden` adds to what it renders. */
export interface ChartValues {
  alert: ServerValues;
  api: ServerValues & { service: { type: "ClusterIP" }; taskTypeFilter: { enabled: false } };
  common: {
    configmap: Record<string, string>;
    fsFileResourcePersistence: { enabled: false };
    sharedStoragePersistence: { enabled: false };
  };
  conf: { auto: false; common: Record<string, string> };
  externalDatabase: {
    database: string;
    driverClassName: string;
    enabled: true;
    host: string;
    params: string;
    password: "";
    port: string;
    type: "postgresql";
    username: string;
  };
  externalRegistry: { registryPluginName: "etcd" | "jdbc" | "zookeeper"; registryServers: string };
  image: {
    alert: string;
    api: string;
    master: string;
    pullPolicy: string;
    pullSecret: "";
    registry: string;
    tag: string;
    tools: string;
    worker: string;
  };
  ingress: { enabled: false };
  master: ServerValues;
  minio: { enabled: false };
  mysql: { enabled: false };
  postgresql: { enabled: false };
  registryEtcd: { enabled: false; ssl: { enabled: false } };
  registryJdbc: { enabled: false; hikariConfig: { enabled: false } };
  security: { authentication: { ldap: { ssl: { enable: false } }; type: "PASSWORD" } };
  timezone: string;
  worker: ServerValues & { keda: { enabled: false } };
  zookeeper: { enabled: false };
}

/**
 * Values of the chart. None of them is secret or comes from a resource, so previews and policies see all of them:
 * addresses and credentials reach pods by reference, which `harden` writes over these stand-ins.
 */
export function chartValues(spec: SchedulerSpec): ChartValues {
  return {
    alert: serverValues(spec, "alert"),
    api: {
      ...serverValues(spec, "api"),
      service: { type: "ClusterIP" },
      taskTypeFilter: { enabled: false },
    },
    common: {
      configmap: commonEnvironment(),
      fsFileResourcePersistence: { enabled: false },
      sharedStoragePersistence: { enabled: false },
    },
    // conf.auto hashes one of two ConfigMaps; harden hashes both.
    conf: { auto: false, common: commonProperties(spec) },
    // Without any bundled database the chart takes this one, "enabled" or not.
    externalDatabase: {
      database: "from-binding",
      driverClassName: "org.postgresql.Driver",
      enabled: true,
      host: "from-binding",
      params: "",
      password: "",
      port: "5432",
      type: "postgresql",
      username: "from-binding",
    },
    // registryJdbc would render one more Secret with an empty password, and registryEtcd a variable with the password in
    // plain text; this names the plugin and nothing else.
    externalRegistry: {
      registryPluginName: spec.bindings.registry.type,
      registryServers: "from-binding",
    },
    image: {
      ...imageNames,
      pullPolicy: spec.image.pullPolicy,
      pullSecret: "",
      registry: spec.image.registry,
      tag: spec.image.tag,
    },
    ingress: { enabled: false },
    master: serverValues(spec, "master"),
    minio: { enabled: false },
    mysql: { enabled: false },
    postgresql: { enabled: false },
    registryEtcd: { enabled: false, ssl: { enabled: false } },
    registryJdbc: { enabled: false, hikariConfig: { enabled: false } },
    security: { authentication: { ldap: { ssl: { enable: false } }, type: "PASSWORD" } },
    timezone: spec.timezone,
    worker: { ...serverValues(spec, "worker"), keda: { enabled: false } },
    zookeeper: { enabled: false },
  };
}

/** Hash of what pods read from ConfigMaps when they start, and from nowhere else. */
export function configurationChecksum(spec: SchedulerSpec): string {
  return sha256(JSON.stringify([commonEnvironment(), commonProperties(spec)]));
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function serverValues(spec: SchedulerSpec, server: ServerName): ServerValues {
  const { replicas, resources } = spec.servers[server];
  return {
    enabled: true,
    enableCustomizedConfig: false,
    env: serverEnvironment(spec, server),
    // Volumes are harden's: the chart's claims have no class of their own and cannot change.
    persistentVolumeClaim: { enabled: false },
    replicas: String(replicas),
    resources: resourceRequirements(resources),
  };
}
