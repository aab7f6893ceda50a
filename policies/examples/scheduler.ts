import { objects } from "./environment.ts";
import { changed, type Example, type Setting } from "./example.ts";
import { instance, manifest } from "./servers.ts";

const container = "spec.template.spec.containers.0";
const variable = (index: number, value: string): Setting => [`${container}.env.${index}.value`, value];

const shared = manifest("v1", "PersistentVolumeClaim", `${instance}-shared`, {
  spec: { accessModes: ["ReadWriteMany"] },
});

const otherMaster = changed(objects.master, [
  [["metadata", "name"], "second-dolphinscheduler-master"],
  [["metadata", "labels", "app.kubernetes.io/instance"], "second"],
]);

export const schedulerExamples: readonly Example[] = [
  {
    rule: "persistent-logs",
    on: "worker",
    set: [
      ["spec.template.spec.volumes.1", { emptyDir: { sizeLimit: "5Gi" }, name: "logs" }],
      ["spec.volumeClaimTemplates", []],
    ],
  },
  {
    rule: "persistent-logs",
    on: "master",
    set: [
      ["spec.template.spec.volumes.1", { emptyDir: {}, name: "logs" }],
      ["spec.volumeClaimTemplates", []],
    ],
    also: ["log-volume-has-a-limit"],
  },
  { rule: "persistent-logs", on: "master", set: [[`${container}.volumeMounts`, []]] },
  {
    rule: "persistent-logs",
    on: "release",
    set: [["values.worker.persistentVolumeClaim.logsPersistentVolume.enabled", false]],
  },
  { rule: "persistent-logs", on: "release", set: [["values.master.persistentVolumeClaim"]] },
  {
    rule: "probe-that-can-fail",
    on: "api",
    set: [[`${container}.livenessProbe`, { exec: { command: ["curl", "-s", "http://localhost:12345/health"] } }]],
  },
  { rule: "worker-graceful-drain", on: "worker", set: [["spec.template.spec.terminationGracePeriodSeconds", 30]] },
  { rule: "worker-graceful-drain", on: "worker", set: [[`${container}.lifecycle`]] },
  { rule: "parallel-pod-management", on: "master", set: [["spec.podManagementPolicy", "OrderedReady"]] },
  {
    rule: "immutable-runtime",
    on: "worker",
    set: [[`${container}.command`, ["sh", "-c", "apt-get install -y python3 && start.sh"]]],
  },
  { rule: "jvm-heap-fits-memory-limit", on: "worker", set: [variable(0, "-Xms4g -Xmx4g -XX:ActiveProcessorCount=2")] },
  { rule: "jvm-heap-explicit", on: "worker", set: [variable(0, "-XX:ActiveProcessorCount=2")] },
  { rule: "jvm-processors-explicit", on: "worker", set: [variable(0, "-Xms1g -Xmx1g")] },
  { rule: "config-values-valid", on: "worker", set: [variable(6, "0")] },
  {
    rule: "config-values-valid",
    on: "settings",
    set: [[["data", "hdfs-site.xml"], "<property><name>dfs.blocksize</name><value>100000000</value></property>"]],
  },
  {
    rule: "no-stale-variables",
    on: "master",
    set: [[`${container}.env.7`, { name: "MASTER_EXEC_TASK_NUM", value: "20" }]],
  },
  { rule: "python-gateway-off", on: "api", set: [variable(4, "true")] },
  { rule: "database-tls", on: "api", set: [variable(3, "jdbc:postgresql://db.example.com/ds?sslmode=disable")] },
  { rule: "no-tenant-creation-without-root", on: "worker", set: [variable(5, "true")] },
  {
    rule: "external-database-in-production",
    on: "registry",
    set: [[`${container}.image`, "postgres:16.4"]],
  },
  {
    rule: "external-database-in-production",
    on: "release",
    set: [["values.postgresql.enabled", true]],
    also: ["bundled-services-off"],
  },
  {
    rule: "no-ephemeral-registry-or-object-store",
    on: "registry",
    set: [
      ["spec.template.spec.volumes", [{ emptyDir: {}, name: "data" }]],
      ["spec.volumeClaimTemplates", []],
    ],
  },
  {
    rule: "shared-storage-is-rwx",
    on: "worker",
    set: [
      ["spec.template.spec.volumes.1", { name: "shared", persistentVolumeClaim: { claimName: `${instance}-shared` } }],
    ],
    add: [changed({ ...shared, protect: true }, [["spec.accessModes", ["ReadWriteOnce"]]])],
  },
  {
    rule: "keytab-readable-only-by-owner",
    on: "schemaJob",
    set: [["spec.template.spec.volumes.0.secret.defaultMode", 420]],
  },
  { rule: "log-volume-has-a-limit", on: "api", set: [["spec.template.spec.volumes.0.emptyDir", {}]] },
  {
    rule: "no-plaintext-secrets-in-helm-values",
    on: "release",
    set: [["values.externalDatabase.password", "Tq8vK2mXw0"]],
  },
  {
    rule: "no-known-default-credentials",
    on: "secret",
    set: [["stringData.password", "dolphinscheduler123"]],
  },
  {
    rule: "no-known-default-credentials",
    on: "release",
    set: [["values.externalDatabase.password", "root"]],
    also: ["no-plaintext-secrets-in-helm-values"],
  },
  { rule: "bundled-services-off", on: "release", set: [["values.minio"]] },
  {
    rule: "scheduler-rpc-not-exposed",
    on: "masterService",
    set: [["spec.type", "LoadBalancer"]],
    also: ["no-public-service"],
  },
  {
    rule: "scheduler-rpc-not-exposed",
    on: "ingress",
    set: [["spec.rules.0.http.paths.0.backend.service.port", { number: 5678 }]],
  },
  {
    rule: "database-reachable-only-from-cluster",
    on: "registryService",
    set: [["spec.type", "NodePort"]],
    also: ["no-public-service"],
  },
  {
    rule: "database-reachable-only-from-cluster",
    on: "registryService",
    set: [["spec.type", "LoadBalancer"]],
    also: ["no-public-service"],
  },
  { rule: "headless-publishes-not-ready", on: "workerService", set: [["spec.publishNotReadyAddresses"]] },
  {
    rule: "one-version-across-components",
    on: "worker",
    set: [[`${container}.image`, "apache/dolphinscheduler-worker:3.2.1"]],
  },
  { rule: "timezone-agrees", on: "api", set: [variable(1, "Asia/Shanghai")] },
  { rule: "one-release-per-namespace", on: "master", add: [otherMaster] },
  { rule: "servicemonitor-coverage", on: "alert", drop: ["alertMonitor"] },
  { rule: "alerts-for-every-component", on: "alerts", set: [["spec.groups", []]] },
  {
    rule: "kube-prometheus-matches-kubernetes",
    on: {
      type: "kubernetes:yaml/v2:ConfigFile",
      name: "kube-prometheus",
      protect: false,
      properties: { file: "https://example.com/kube-prometheus/v0.17.0/all.yaml" },
    },
    set: [["file", "https://example.com/kube-prometheus/v0.16.0/all.yaml"]],
    parameters: { kubernetesVersion: "1.35" },
  },
];
