import { kubernetesType, type PolicyObject } from "../core/object.ts";
import type { ServerRole } from "../core/roles.ts";

/** Objects of a small production environment in which no rule finds anything. */

export const namespace = "data";
export const instance = "dolphinscheduler";

type Tree = Readonly<Record<string, unknown>>;

/** A manifest as rules get it. */
export function manifest(
  apiVersion: string,
  kind: string,
  name: string,
  rest: Tree,
  metadata: Tree = {},
): PolicyObject {
  const own = kind === "Namespace" || kind.startsWith("Cluster") ? {} : { namespace };
  return {
    type: kubernetesType(apiVersion, kind),
    name,
    protect: false,
    properties: { apiVersion, kind, metadata: { name, ...own, ...metadata }, ...rest },
  };
}

export const labelsOf = (component: string, name = `${instance}-${component}`) => ({
  "app.kubernetes.io/component": component,
  "app.kubernetes.io/instance": instance,
  "app.kubernetes.io/name": name,
});

const ours = { "app.kubernetes.io/part-of": "dolphinscheduler" };

export const restricted = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
};

export const resources = {
  limits: { cpu: "2", memory: "2Gi" },
  requests: { cpu: "500m", memory: "2Gi" },
};

const ports: Readonly<Record<ServerRole, readonly [string, number][]>> = {
  master: [["master-port", 5678]],
  worker: [["worker-port", 1234]],
  api: [["api-port", 12345]],
  alert: [["alert-port", 50052]],
};

const http = (server: ServerRole, group: string) => ({
  httpGet: { path: `/actuator/health/${group}`, port: ports[server][0]?.[1] },
  periodSeconds: group === "liveness" ? 30 : 10,
});

function container(server: ServerRole) {
  const logs = { mountPath: "/opt/dolphinscheduler/logs", name: "logs" };
  return {
    env: [
      { name: "JAVA_OPTS", value: "-Xms1024m -Xmx1024m -XX:ActiveProcessorCount=2" },
      { name: "SPRING_JACKSON_TIME_ZONE", value: "UTC" },
      { name: "SPRING_DATASOURCE_PASSWORD", valueFrom: { secretKeyRef: { key: "password", name: "database" } } },
      { name: "SPRING_DATASOURCE_URL", value: "jdbc:postgresql://$(HOST)/ds?sslmode=require" },
      { name: "API_PYTHON_GATEWAY_ENABLED", value: "false" },
      { name: "WORKER_TENANT_CONFIG_AUTO_CREATE_TENANT_ENABLED", value: "false" },
      { name: "WORKER_EXEC_THREADS", value: "50" },
    ],
    image: `apache/dolphinscheduler-${server}:3.2.2`,
    lifecycle: { preStop: { exec: { command: ["/bin/bash", "-c", "wait for tasks, then signal the JVM"] } } },
    livenessProbe: http(server, "liveness"),
    name: `${instance}-${server}`,
    ports: ports[server].map(([name, containerPort]) => ({ containerPort, name })),
    readinessProbe: http(server, "readiness"),
    resources,
    securityContext: server === "worker" ? { ...restricted, readOnlyRootFilesystem: false } : restricted,
    volumeMounts: [logs],
  };
}

export function podSpec(account: string, own: Tree) {
  return {
    affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100 }] } },
    automountServiceAccountToken: false,
    priorityClassName: "platform",
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    serviceAccountName: account,
    terminationGracePeriodSeconds: 660,
    ...own,
  };
}

export function claim(name: string) {
  return {
    metadata: { name },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "50Gi" } }, storageClassName: "fast" },
  };
}

export const retain = { whenDeleted: "Retain", whenScaled: "Retain" };

function template(server: ServerRole, volumes: readonly Tree[]) {
  return {
    metadata: { labels: { ...labelsOf(server), ...ours } },
    spec: podSpec(`${instance}-${server}`, { containers: [container(server)], volumes }),
  };
}

export function statefulServer(server: "master" | "worker"): PolicyObject {
  const spec = {
    persistentVolumeClaimRetentionPolicy: retain,
    podManagementPolicy: "Parallel",
    replicas: 3,
    selector: { matchLabels: labelsOf(server) },
    template: template(server, [{ configMap: { name: `${instance}-configs` }, name: "config" }]),
    updateStrategy: { type: "RollingUpdate" },
    volumeClaimTemplates: [claim("logs")],
  };
  return manifest("apps/v1", "StatefulSet", `${instance}-${server}`, { spec }, { labels: labelsOf(server) });
}

/** The API servers belong to an autoscaler, so nobody else says their number. */
export function statelessServer(server: "api" | "alert"): PolicyObject {
  const spec = {
    ...(server === "api" ? {} : { replicas: 1 }),
    selector: { matchLabels: labelsOf(server) },
    strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }, type: "RollingUpdate" },
    template: template(server, [{ emptyDir: { sizeLimit: "5Gi" }, name: "logs" }]),
  };
  return manifest("apps/v1", "Deployment", `${instance}-${server}`, { spec }, { labels: labelsOf(server) });
}

export function serverService(server: ServerRole): PolicyObject {
  const headless = server === "master" || server === "worker";
  const name = `${instance}-${server}${headless ? "-headless" : ""}`;
  const spec = {
    ...(headless ? { clusterIP: "None", publishNotReadyAddresses: true } : { type: "ClusterIP" }),
    ports: ports[server].map(([port, number]) => ({ name: port, port: number, targetPort: port })),
    selector: labelsOf(server),
  };
  const opaque = ports[server].map(([, number]) => number).join(",");
  return manifest(
    "v1",
    "Service",
    name,
    { spec },
    {
      annotations: { "config.linkerd.io/opaque-ports": opaque },
      labels: labelsOf(server, name),
    },
  );
}
