import type { KubernetesObject } from "../../components/scheduler/harden/index.ts";
import type { ServerName } from "../../components/scheduler/types.ts";

/*
 * What the upstream chart 3.2.2 renders for a release named "dolphin" with its bundled services off, and the chart's own
 * defaults elsewhere: the defects that `harden` repairs are in here.
 */

const release = "dolphin";
const timezone = "Asia/Shanghai";

const common = { "app.kubernetes.io/instance": release, "app.kubernetes.io/managed-by": "Helm" };

const serverLabels = (server: ServerName) => ({
  ...common,
  "app.kubernetes.io/component": server,
  "app.kubernetes.io/name": `${release}-${server}`,
});

interface Shape {
  readonly ports: readonly (readonly [name: string, number: number])[];
  readonly probe: string;
  readonly env: Readonly<Record<string, string>>;
  /** Volume name by mount path. */
  readonly folders: Readonly<Record<string, string>>;
}

const logs = "/opt/dolphinscheduler/logs";

const shapes: Readonly<Record<ServerName, Shape>> = {
  master: {
    ports: [
      ["master-port", 5678],
      ["actuator-port", 5679],
    ],
    probe: "5679/actuator",
    env: {
      JAVA_OPTS: "-Xms1g -Xmx1g -Xmn512m",
      MASTER_EXEC_TASK_NUM: "20",
      MASTER_EXEC_THREADS: "100",
      MASTER_FAILOVER_INTERVAL: "10m",
      MASTER_HEARTBEAT_ERROR_THRESHOLD: "5",
      MASTER_KILL_APPLICATION_WHEN_HANDLE_FAILOVER: "true",
      MASTER_TASK_COMMIT_RETRYTIMES: "5",
    },
    folders: { [logs]: `${release}-master` },
  },
  worker: {
    ports: [
      ["worker-port", 1234],
      ["actuator-port", 1235],
    ],
    probe: "1235/actuator",
    env: { DEFAULT_TENANT_ENABLED: "false", WORKER_EXEC_THREADS: "100", WORKER_HOST_WEIGHT: "100" },
    folders: { "/tmp/dolphinscheduler": `${release}-worker-data`, [logs]: `${release}-worker-logs` },
  },
  api: {
    ports: [
      ["api-port", 12345],
      ["python-api-port", 25333],
    ],
    probe: "12345/dolphinscheduler/actuator",
    env: { JAVA_OPTS: "-Xms512m -Xmx512m -Xmn256m", SECURITY_AUTHENTICATION_TYPE: "PASSWORD" },
    folders: { [logs]: `${release}-api` },
  },
  alert: {
    ports: [
      ["alert-port", 50052],
      ["actuator-port", 50053],
    ],
    probe: "50053/actuator",
    env: { JAVA_OPTS: "-Xms512m -Xmx512m -Xmn256m" },
    folders: { [logs]: `${release}-alert` },
  },
};

const datasource = [
  { name: "DATABASE", value: "postgresql" },
  { name: "SPRING_DATASOURCE_URL", value: "jdbc:postgresql://localhost:5432/dolphinscheduler?characterEncoding=utf8" },
  { name: "SPRING_DATASOURCE_USERNAME", value: "root" },
  {
    name: "SPRING_DATASOURCE_PASSWORD",
    valueFrom: { secretKeyRef: { key: "database-password", name: `${release}-externaldb` } },
  },
  { name: "SPRING_DATASOURCE_DRIVER-CLASS-NAME", value: "org.postgresql.Driver" },
];

const probe = (server: ServerName, group: string) => ({
  exec: { command: ["curl", "-s", `http://localhost:${shapes[server].probe}/health/${group}`] },
  failureThreshold: 3,
  initialDelaySeconds: 30,
  periodSeconds: 30,
  successThreshold: 1,
  timeoutSeconds: 5,
});

function container(server: ServerName) {
  const { env, folders, ports } = shapes[server];
  return {
    env: [
      { name: "TZ", value: timezone },
      { name: "SPRING_JACKSON_TIME_ZONE", value: timezone },
      ...datasource,
      { name: "REGISTRY_TYPE", value: "zookeeper" },
      { name: "REGISTRY_ZOOKEEPER_CONNECT_STRING", value: "127.0.0.1:2181" },
      ...Object.entries(env).map(([name, value]) => ({ name, value })),
    ],
    envFrom: [{ configMapRef: { name: `${release}-common` } }],
    image: `apache/dolphinscheduler-${server}:latest`,
    imagePullPolicy: "IfNotPresent",
    livenessProbe: probe(server, "liveness"),
    name: `${release}-${server}`,
    ports: ports.map(([name, containerPort]) => ({ containerPort, name })),
    readinessProbe: probe(server, "readiness"),
    volumeMounts: [
      ...Object.entries(folders).map(([mountPath, name]) => ({ mountPath, name })),
      {
        mountPath: "/opt/dolphinscheduler/conf/common.properties",
        name: "config-volume",
        subPath: "common.properties",
      },
    ],
  };
}

const template = (server: ServerName) => ({
  metadata: { labels: serverLabels(server) },
  spec: {
    containers: [container(server)],
    serviceAccountName: release,
    volumes: [
      ...Object.values(shapes[server].folders).map((name) => ({ emptyDir: {}, name })),
      { configMap: { name: `${release}-configs` }, name: "config-volume" },
    ],
  },
});

export const statefulSet = (server: "master" | "worker"): KubernetesObject => ({
  apiVersion: "apps/v1",
  kind: "StatefulSet",
  metadata: { labels: serverLabels(server), name: `${release}-${server}` },
  spec: {
    podManagementPolicy: "Parallel",
    replicas: 3,
    selector: { matchLabels: serverLabels(server) },
    serviceName: `${release}-${server}-headless`,
    template: template(server),
  },
});

export const deployment = (server: "api" | "alert"): KubernetesObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { labels: serverLabels(server), name: `${release}-${server}` },
  spec: {
    replicas: 1,
    selector: { matchLabels: serverLabels(server) },
    strategy: { rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" }, type: "RollingUpdate" },
    template: template(server),
  },
});

export const workload = (server: ServerName): KubernetesObject =>
  server === "master" || server === "worker" ? statefulSet(server) : deployment(server);

export function service(server: ServerName): KubernetesObject {
  const headless = server === "master" || server === "worker";
  const name = `${release}-${server}${headless ? "-headless" : ""}`;
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { labels: { ...common, "app.kubernetes.io/name": name }, name },
    spec: {
      ...(headless ? { clusterIP: "None" } : {}),
      ports: shapes[server].ports.map(([port, number]) => ({
        name: port,
        port: number,
        protocol: "TCP",
        targetPort: port,
      })),
      selector: serverLabels(server),
    },
  };
}

const legacyLabels = { app: release, chart: "dolphinscheduler-helm-3.2.2", release };

export const serviceAccount: KubernetesObject = {
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { labels: legacyLabels, name: release },
};

export const role: KubernetesObject = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "Role",
  metadata: { labels: legacyLabels, name: release },
  rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get", "watch", "list"] }],
};

export const roleBinding: KubernetesObject = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "RoleBinding",
  metadata: { labels: legacyLabels, name: release },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: release },
  subjects: [{ kind: "ServiceAccount", name: release, namespace: "data" }],
};

const configMap = (suffix: string, data: Record<string, string>): KubernetesObject => ({
  apiVersion: "v1",
  data,
  kind: "ConfigMap",
  metadata: { labels: { ...common, "app.kubernetes.io/name": `${release}-common` }, name: `${release}-${suffix}` },
});

const secret: KubernetesObject = {
  apiVersion: "v1",
  data: { "database-password": "" },
  kind: "Secret",
  metadata: {
    labels: { ...common, "app.kubernetes.io/name": `${release}-externaldb` },
    name: `${release}-externaldb`,
  },
  type: "Opaque",
};

/** Everything that the chart renders. */
export const everything: readonly KubernetesObject[] = [
  serviceAccount,
  secret,
  configMap("common", { JAVA_HOME: "/opt/java/openjdk" }),
  configMap("configs", { "common.properties": "sudo.enable=true" }),
  role,
  roleBinding,
  ...(["alert", "api", "master", "worker"] as const).flatMap((server) => [service(server), workload(server)]),
];
