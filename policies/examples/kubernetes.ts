import type { Example } from "./example.ts";

const container = "spec.template.spec.containers.0";
const security = `${container}.securityContext`;
const away = "spec.template.spec";

export const kubernetesExamples: readonly Example[] = [
  { rule: "require-liveness-probe", on: "api", set: [[`${container}.livenessProbe`]] },
  { rule: "require-readiness-probe", on: "api", set: [[`${container}.readinessProbe`]] },
  {
    rule: "probes-not-identical",
    on: "api",
    set: [
      [`${container}.livenessProbe`, { tcpSocket: { port: 12345 } }],
      [`${container}.readinessProbe`, { tcpSocket: { port: 12345 } }],
    ],
  },
  { rule: "require-requests-and-limits", on: "worker", set: [[`${container}.resources.requests.memory`]] },
  { rule: "jobs-have-ttl-and-deadline", on: "schemaJob", set: [["spec.activeDeadlineSeconds"]] },
  { rule: "priority-class-set", on: "worker", set: [[`${away}.priorityClassName`]] },
  { rule: "rolling-update-only", on: "worker", set: [["spec.updateStrategy.type", "OnDelete"]] },
  { rule: "spread-across-nodes", on: "worker", set: [[`${away}.affinity`]] },
  { rule: "storage-class-explicit", on: "worker", set: [["spec.volumeClaimTemplates.0.spec.storageClassName", "-"]] },
  {
    rule: "pvc-retention-retain",
    on: "registry",
    set: [["spec.persistentVolumeClaimRetentionPolicy.whenScaled", "Delete"]],
  },
  { rule: "require-pdb", on: "worker", drop: ["workerBudget"] },
  { rule: "pdb-allows-disruption", on: "workerBudget", set: [["spec.maxUnavailable", 0]] },
  { rule: "quorum-safe-pdb", on: "registryBudget", set: [["spec.maxUnavailable", 2]] },
  { rule: "quorum-safe-pdb", on: "registry", set: [["spec.replicas", 4]] },
  { rule: "hpa-bounds", on: "autoscaler", set: [["spec.maxReplicas", 2]] },
  { rule: "hpa-target-exists", on: "autoscaler", set: [["spec.scaleTargetRef.name", "dolphinscheduler-apis"]] },
  { rule: "no-privileged", on: "worker", set: [[`${security}.privileged`, true]] },
  { rule: "no-host-namespaces", on: "worker", set: [[`${away}.hostNetwork`, true]] },
  { rule: "no-host-path", on: "worker", set: [[`${away}.volumes.1`, { hostPath: { path: "/var/run" }, name: "run" }]] },
  { rule: "no-host-port", on: "api", set: [[`${container}.ports.0.hostPort`, 12345]] },
  {
    rule: "no-unsafe-sysctls",
    on: "worker",
    set: [[`${away}.securityContext.sysctls`, [{ name: "kernel.msgmax", value: "65536" }]]],
  },
  { rule: "drop-all-capabilities", on: "api", set: [[`${security}.capabilities`]] },
  {
    rule: "no-added-capabilities",
    on: "api",
    set: [[`${security}.capabilities.add`, ["NET_BIND_SERVICE", "SYS_ADMIN"]]],
  },
  { rule: "no-privilege-escalation", on: "api", set: [[`${security}.allowPrivilegeEscalation`, true]] },
  { rule: "run-as-non-root", on: "api", set: [[`${security}.runAsUser`, 0]] },
  { rule: "seccomp-runtime-default", on: "api", set: [[`${away}.securityContext.seccompProfile`]] },
  { rule: "read-only-root", on: "api", set: [[`${security}.readOnlyRootFilesystem`, false]] },
  { rule: "no-automount-token", on: "worker", set: [[`${away}.automountServiceAccountToken`]] },
  { rule: "no-default-service-account", on: "worker", set: [[`${away}.serviceAccountName`]] },
  { rule: "no-cluster-admin", on: "binding", set: [["roleRef.name", "cluster-admin"]] },
  { rule: "no-rbac-wildcards", on: "role", set: [["rules.0.verbs", ["*"]]] },
  { rule: "no-escalate-bind", on: "role", set: [["rules.0.verbs", ["bind"]]] },
  {
    rule: "no-plaintext-secrets-in-configmap-or-env",
    on: "api",
    set: [[`${container}.env.2`, { name: "SPRING_DATASOURCE_PASSWORD", value: "Tq8vK2mXw0" }]],
  },
  {
    rule: "no-plaintext-secrets-in-configmap-or-env",
    on: "settings",
    set: [[["data", "common.properties"], "resource.storage.type=S3\nresource.aws.secret.access.key=wJalrXUtnFEMI"]],
  },
  {
    rule: "no-latest-tag",
    on: "worker",
    set: [[`${container}.image`, "apache/dolphinscheduler-worker:latest"]],
    also: ["one-version-across-components"],
  },
  { rule: "no-latest-tag", on: "release", set: [["values.image.tag"]] },
  {
    rule: "image-digest-pinned",
    on: {
      type: "kubernetes:core/v1:Pod",
      name: "data/one",
      protect: false,
      properties: {
        spec: { containers: [{ image: `registry.example.com/one@sha256:${"0".repeat(64)}`, name: "one" }] },
      },
    },
    set: [["spec.containers.0.image", "registry.example.com/one:1.0"]],
  },
  {
    rule: "allowed-registries",
    on: "registry",
    set: [[`${container}.image`, "quay.io/somebody/zookeeper:3.8.4"]],
    parameters: { registries: ["docker.io/apache", "docker.io/library"] },
  },
  { rule: "no-public-service", on: "apiService", set: [["spec.type", "LoadBalancer"]] },
  { rule: "ingress-tls", on: "ingress", set: [["spec.tls", []]] },
  { rule: "network-policy-covers-pods", on: "worker", drop: ["closed"] },
  {
    rule: "dangling-service",
    on: "apiService",
    set: [[["spec", "selector", "app.kubernetes.io/component"], "apis"]],
    also: ["servicemonitor-coverage"],
  },
  {
    rule: "dangling-ingress",
    on: "ingress",
    set: [["spec.rules.0.http.paths.0.backend.service.name", "dolphinscheduler-apis"]],
  },
  {
    rule: "dangling-network-policy",
    on: "apiPolicy",
    set: [[["spec", "podSelector", "matchLabels", "app.kubernetes.io/component"], "apis"]],
  },
  {
    rule: "mesh-injection-coverage",
    on: "api",
    set: [["spec.template.metadata.annotations", { "linkerd.io/inject": "disabled" }]],
  },
  { rule: "mesh-jobs-terminate", on: "schemaJob", set: [["spec.template.metadata.annotations"]] },
  { rule: "mesh-opaque-ports-for-database-and-registry", on: "registryService", set: [["metadata.annotations"]] },
  { rule: "mesh-server-has-authorization", on: "meshServer", drop: ["meshPolicy"] },
];
