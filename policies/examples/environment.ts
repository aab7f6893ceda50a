import { awsExamples } from "./aws.ts";
import { release } from "./other-forms.ts";
import {
  claim,
  instance,
  labelsOf,
  manifest,
  namespace,
  podSpec,
  resources,
  restricted,
  retain,
  serverService,
  statefulServer,
  statelessServer,
} from "./servers.ts";

const budget = (component: string, maxUnavailable = 1) =>
  manifest("policy/v1", "PodDisruptionBudget", `${instance}-${component}`, {
    spec: { maxUnavailable, selector: { matchLabels: labelsOf(component) } },
  });

const account = (component: string) =>
  manifest(
    "v1",
    "ServiceAccount",
    `${instance}-${component}`,
    {},
    {
      annotations: { "eks.amazonaws.com/role-arn": `arn:aws:iam::123456789012:role/scheduler-${component}` },
    },
  );

const monitor = (component: string, service: string) =>
  manifest("monitoring.coreos.com/v1", "ServiceMonitor", `${instance}-${component}`, {
    spec: { endpoints: [{ port: "actuator-port" }], selector: { matchLabels: labelsOf(component, service) } },
  });

const probe = (word: string) => ({ exec: { command: ["bash", "-c", `ask ${word}`] } });

const registry = manifest(
  "apps/v1",
  "StatefulSet",
  `${instance}-zookeeper`,
  {
    spec: {
      persistentVolumeClaimRetentionPolicy: retain,
      podManagementPolicy: "Parallel",
      replicas: 3,
      selector: { matchLabels: labelsOf("registry") },
      template: {
        metadata: { labels: labelsOf("registry") },
        spec: podSpec(`${instance}-registry`, {
          containers: [
            {
              image: "zookeeper:3.8.4",
              livenessProbe: probe("ruok"),
              name: "zookeeper",
              readinessProbe: probe("srvr"),
              resources,
              securityContext: restricted,
              volumeMounts: [{ mountPath: "/var/lib/zookeeper", name: "data" }],
            },
          ],
        }),
      },
      updateStrategy: { type: "RollingUpdate" },
      volumeClaimTemplates: [claim("data")],
    },
  },
  { labels: labelsOf("registry") },
);

const schemaJob = manifest("batch/v1", "Job", `${instance}-schema`, {
  spec: {
    activeDeadlineSeconds: 600,
    template: {
      metadata: { annotations: { "linkerd.io/inject": "disabled" }, labels: labelsOf("schema") },
      spec: podSpec(`${instance}-schema`, {
        containers: [
          {
            command: ["/bin/bash", "tools/bin/upgrade-schema.sh"],
            image: "apache/dolphinscheduler-tools:3.2.2",
            name: "schema",
            resources,
            securityContext: restricted,
          },
        ],
        restartPolicy: "Never",
        volumes: [{ name: "keytab", secret: { defaultMode: 256, secretName: "hdfs-keytab" } }],
      }),
    },
    ttlSecondsAfterFinished: 86_400,
  },
});

const autoscaler = manifest("autoscaling/v2", "HorizontalPodAutoscaler", `${instance}-api`, {
  spec: {
    behavior: {
      scaleDown: { policies: [{ periodSeconds: 60, type: "Pods", value: 1 }], stabilizationWindowSeconds: 300 },
    },
    maxReplicas: 5,
    minReplicas: 2,
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: `${instance}-api` },
  },
});

/** The environment, by the names that examples call its objects. */
export const objects = {
  namespace: manifest("v1", "Namespace", namespace, {}, { annotations: { "linkerd.io/inject": "enabled" } }),
  master: statefulServer("master"),
  worker: statefulServer("worker"),
  api: statelessServer("api"),
  alert: statelessServer("alert"),
  registry,
  schemaJob,
  masterBudget: budget("master"),
  workerBudget: budget("worker"),
  apiBudget: budget("api"),
  registryBudget: budget("registry"),
  autoscaler,
  masterService: serverService("master"),
  workerService: serverService("worker"),
  apiService: serverService("api"),
  alertService: serverService("alert"),
  registryService: manifest(
    "v1",
    "Service",
    `${instance}-zookeeper`,
    { spec: { ports: [{ name: "client", port: 2181 }], selector: labelsOf("registry"), type: "ClusterIP" } },
    { annotations: { "config.linkerd.io/opaque-ports": "2181" } },
  ),
  closed: manifest("networking.k8s.io/v1", "NetworkPolicy", "default-deny", {
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
  }),
  apiPolicy: manifest("networking.k8s.io/v1", "NetworkPolicy", `${instance}-api`, {
    spec: { ingress: [{}], podSelector: { matchLabels: labelsOf("api") } },
  }),
  ingress: manifest("networking.k8s.io/v1", "Ingress", `${instance}-ui`, {
    spec: {
      rules: [
        {
          host: "scheduler.example.com",
          http: {
            paths: [
              {
                backend: { service: { name: `${instance}-api`, port: { name: "api-port" } } },
                path: "/dolphinscheduler",
              },
            ],
          },
        },
      ],
      tls: [{ hosts: ["scheduler.example.com"], secretName: "scheduler-tls" }],
    },
  }),
  settings: manifest("v1", "ConfigMap", `${instance}-configs`, {
    data: { "common.properties": "resource.storage.type=S3\nresource.aws.secret.access.key=from-environment" },
  }),
  secret: manifest("v1", "Secret", "database", { stringData: { password: "Tq8vK2mXw0" } }),
  role: manifest("rbac.authorization.k8s.io/v1", "Role", instance, {
    rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get"] }],
  }),
  binding: manifest("rbac.authorization.k8s.io/v1", "RoleBinding", instance, {
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: instance },
  }),
  apiAccount: account("api"),
  workerAccount: account("worker"),
  masterMonitor: monitor("master", `${instance}-master-headless`),
  workerMonitor: monitor("worker", `${instance}-worker-headless`),
  apiMonitor: monitor("api", `${instance}-api`),
  alertMonitor: monitor("alert", `${instance}-alert`),
  alerts: manifest("monitoring.coreos.com/v1", "PrometheusRule", instance, {
    spec: {
      groups: ["master", "worker", "api", "alert"].map((server) => ({
        rules: [{ alert: "Down", expr: `absent(up{application="${server}-server"})` }],
      })),
    },
  }),
  meshServer: manifest("policy.linkerd.io/v1beta3", "Server", "api-http", {
    spec: { accessPolicy: "deny", port: 12345 },
  }),
  meshPolicy: manifest("policy.linkerd.io/v1alpha1", "AuthorizationPolicy", "api-http", {
    spec: { targetRef: { group: "policy.linkerd.io", kind: "Server", name: "api-http" } },
  }),
  release,
  ...awsExamples,
} as const;

export type ObjectName = keyof typeof objects;
