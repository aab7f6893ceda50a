import { newestSafeVersion } from "../../components/scheduler/versions/index.ts";
import type { Layer, Settings } from "./schema.ts";
import type { EnvironmentClass } from "./spec.ts";

function persistent(size: string) {
  return { kind: "persistent" as const, size };
}

/** What all four servers start from. */
function server() {
  return {
    replicas: 2,
    cpu: { request: "500m", limit: "2" },
    memory: { request: "2Gi", limit: "2Gi" },
    env: {},
    nodeSelector: {},
    tolerations: [],
    annotations: {},
    labels: {},
    spread: "preferred" as const,
  };
}

/**
 * The built-in defaults, on the safe side. Complete by type: whatever a class and a stack leave out is decided here.
 */
export function defaults(): Omit<Settings, "class"> {
  return {
    name: "dolphinscheduler",
    cluster: {},
    version: "3.2.2",
    image: { registry: "apache", overrides: {}, pullPolicy: "IfNotPresent", pullSecrets: [] },
    plugins: { path: "/plugins" },
    timezone: "UTC",
    aws: { tags: {} },
    master: { ...server(), logs: persistent("20Gi"), threads: 100 },
    worker: {
      ...server(),
      logs: persistent("20Gi"),
      threads: 50,
      drain: 600,
      data: persistent("20Gi"),
      tenants: { mode: "server" },
    },
    api: { ...server(), logs: "5Gi" },
    alert: { ...server(), replicas: 1, logs: "5Gi" },
    database: {
      backend: "existing",
      image: "postgres:16.4",
      database: "dolphinscheduler",
      username: "dolphinscheduler",
      storage: { size: "20Gi" },
      cpu: { request: "500m", limit: "2" },
      memory: { request: "1Gi", limit: "1Gi" },
      sslMode: "require",
      port: 5432,
      engineVersion: "16",
      majorUpgrade: "refuse",
      instanceClass: "db.m7g.large",
      storageLimit: "100Gi",
      availability: "multi-az",
      backupDays: 14,
      backupWindow: "01:00-02:00",
      maintenanceWindow: "sun:03:00-sun:04:00",
      passwordVersion: 1,
      clusterImage: "ghcr.io/cloudnative-pg/postgresql:16.10-system-trixie",
      instances: 3,
      operatorNamespace: "cnpg-system",
      backupTime: "01:00",
    },
    objectStore: {
      backend: "existing",
      image: "minio/minio:RELEASE.2025-09-07T16-13-09Z",
      clientImage: "minio/mc:RELEASE.2025-08-13T08-35-41Z",
      bucket: "dolphinscheduler",
      region: "us-east-1",
      storage: { size: "20Gi" },
      cpu: { request: "500m", limit: "2" },
      memory: { request: "1Gi", limit: "1Gi" },
      port: 443,
      access: { kind: "iam-user" },
      keyVersion: 1,
    },
    registry: {
      backend: "zookeeper",
      image: "zookeeper:3.8.4",
      members: 3,
      storage: { size: "5Gi" },
      cpu: { request: "250m", limit: "1" },
      memory: { request: "1Gi", limit: "1Gi" },
      port: 2181,
    },
    externalSecrets: { storeKind: "ClusterSecretStore", refresh: 3600 },
    ingress: { className: "nginx", controller: "nginx", annotations: {}, controllerNamespace: "ingress-nginx" },
    isolation: { networkPolicies: { mode: "deny-by-default" }, egress: [] },
    tls: { certManagerNamespace: "cert-manager" },
    login: {
      type: "password",
      secretVersion: 1,
      unknownUsers: "deny",
      identityAttribute: "uid",
      emailAttribute: "mail",
      trustStore: "jvm",
      displayName: "Single sign-on",
      userNameAttribute: "preferred_username",
      groupsClaim: "groups",
      adminGroups: [],
    },
    platform: { certManager: "present" },
    security: { adminPasswordVersion: 1, datasourceEncryption: "on" },
    deletion: "retain",
  };
}

const smallCpu = { request: "100m", limit: "1" };
const smallServer = {
  replicas: 1,
  cpu: smallCpu,
  memory: { request: "768Mi", limit: "1Gi" },
};
const smallService = { cpu: smallCpu, memory: { request: "256Mi", limit: "512Mi" } };

/** For developing and trying out: everything in the cluster, one of each, small enough for a laptop. */
const dev: Layer = {
  master: { ...smallServer, logs: persistent("5Gi") },
  worker: {
    ...smallServer,
    memory: { request: "768Mi", limit: "1536Mi" },
    logs: persistent("5Gi"),
    threads: 10,
    drain: 30,
    data: persistent("5Gi"),
  },
  api: { ...smallServer, logs: "2Gi" },
  alert: { ...smallServer, memory: { request: "384Mi", limit: "512Mi" }, logs: "1Gi" },
  database: { ...smallService, backend: "in-cluster", storage: { size: "5Gi" } },
  objectStore: { ...smallService, backend: "minio", storage: { size: "5Gi" } },
  registry: { ...smallService, members: 1, storage: { size: "2Gi" } },
};

const largeServer = {
  replicas: 3,
  cpu: { request: "2", limit: "4" },
  memory: { request: "8Gi", limit: "8Gi" },
  logs: persistent("50Gi"),
};

/** For work that matters: nothing that one lost pod or node takes down, and data that lives outside the cluster. */
const prod: Layer = {
  version: newestSafeVersion(),
  master: { ...largeServer, spread: "required" },
  worker: {
    ...largeServer,
    cpu: { request: "4", limit: "4" },
    data: persistent("50Gi"),
  },
  api: { cpu: { request: "1", limit: "2" }, memory: { request: "4Gi", limit: "4Gi" } },
  database: { backend: "rds", storage: { size: "100Gi" }, storageLimit: "500Gi" },
  objectStore: { backend: "s3", taskLogDays: 180 },
  registry: { members: 3, storage: { size: "20Gi" } },
};

export const classLayers: Readonly<Record<EnvironmentClass, Layer>> = { dev, prod };
