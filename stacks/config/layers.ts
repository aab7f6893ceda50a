import { meshDefaults } from "./build-mesh.ts";
import type { Settings } from "./schema.ts";

export function persistent(size: string) {
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
    master: { ...server(), logs: { kind: "persistent" }, partition: 0, threads: 100 },
    worker: {
      ...server(),
      logs: { kind: "persistent" },
      partition: 0,
      threads: 50,
      drain: 600,
      data: persistent("20Gi"),
      tenants: { mode: "server" },
    },
    api: { ...server(), logs: "5Gi" },
    alert: { ...server(), logs: "5Gi" },
    database: {
      backend: "existing",
      image: "postgres:16.4",
      exporterImage: "quay.io/prometheuscommunity/postgres-exporter:v0.17.1",
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
      etcdImage: "gcr.io/etcd-development/etcd:v3.6.16",
      members: 3,
      storage: { size: "5Gi" },
      cpu: { request: "250m", limit: "1" },
      memory: { request: "1Gi", limit: "1Gi" },
      certificateVersion: 1,
      snapshots: 7,
      snapshotTime: "02:30",
      kind: "zookeeper",
    },
    externalSecrets: { storeKind: "ClusterSecretStore", refresh: 3600 },
    ingress: { className: "nginx", controller: "nginx", annotations: {}, controllerNamespace: "ingress-nginx" },
    monitoring: {
      mode: "off",
      labels: { release: "kube-prometheus-stack" },
      scrapeInterval: 30,
      thresholds: {},
      silenced: [],
      dashboards: { mode: "sidecar", label: "grafana_dashboard=1", folder: "DolphinScheduler" },
    },
    isolation: { networkPolicies: { mode: "deny-by-default" }, egress: [] },
    mesh: meshDefaults(),
    logs: { upkeep: "managed", tasksPerDay: 20_000, kilobytesPerTask: 100, retentionDays: 14, format: "text" },
    availability: { priorityClasses: "own" },
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
    platform: {
      certManager: "present",
      kubePrometheusStack: "present",
      keda: "present",
      externalSecrets: "present",
      cloudNativePg: "present",
      metricsServer: "present",
    },
    security: { adminPasswordVersion: 1, datasourceEncryption: "on" },
    deletion: "retain",
  };
}
