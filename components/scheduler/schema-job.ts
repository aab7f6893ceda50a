import { type Identity, labels } from "../kubernetes/labels.ts";
import { restrictedContainer, restrictedPod } from "../kubernetes/pod.ts";
import { resourceRequirements } from "../kubernetes/resources.ts";
import { databaseVariables } from "./bindings.ts";
import { zoneEnvironment } from "./environment.ts";
import { serverUser } from "./harden/security.ts";
import { toolsJavaOptions } from "./java.ts";
import type { SchedulerSpec } from "./types.ts";
import { imageNames, sha256 } from "./values.ts";
import { applicationVersion } from "./versions/index.ts";

/** Identity of the Job that makes or upgrades the database's tables; network policies let it reach the database. */
export function schemaIdentity(instance: string): Identity {
  return { component: "schema", instance, name: "dolphinscheduler" };
}

/** Name of the Job's ServiceAccount. */
export const schemaAccountName = (spec: SchedulerSpec): string => `${spec.name}-schema`;

/**
 * The Job that makes or upgrades the database's tables before any server starts. The chart's own is a post-install hook,
 * which waits for servers that wait for it, or is dropped (trap 1).
 *
 * The name holds a hash of the pod: a Job is immutable, so another version or image is another Job. There is no time to
 * live: a Job that removed itself would be made and run again by the next update.
 */
export function schemaJob(spec: SchedulerSpec) {
  const template = podTemplate(spec);
  const version = spec.version.replaceAll(".", "-");
  const name = `${spec.name}-schema-${version}-${sha256(JSON.stringify(template)).slice(0, 8)}`;
  return {
    metadata: {
      labels: { ...labels(schemaIdentity(spec.name)), "app.kubernetes.io/version": spec.version },
      name,
      namespace: spec.namespace,
    },
    spec: { activeDeadlineSeconds: 1800, backoffLimit: 3, completions: 1, parallelism: 1, template },
  };
}

function podTemplate(spec: SchedulerSpec) {
  const { pullPolicy, pullSecrets, registry, tag } = spec.image;
  return {
    metadata: { labels: labels(schemaIdentity(spec.name)) },
    spec: {
      automountServiceAccountToken: false,
      containers: [
        {
          command: ["/bin/bash", "-c", script(spec)],
          env: variables(spec),
          image: `${registry}/${imageNames.tools}:${tag}`,
          imagePullPolicy: pullPolicy,
          name: "schema",
          resources: resourceRequirements({
            cpu: { limit: "1", request: "250m" },
            memory: { limit: "1Gi", request: "1Gi" },
          }),
          securityContext: restrictedContainer("read-only"),
          volumeMounts: [{ mountPath: "/tmp", name: "tmp" }],
        },
      ],
      enableServiceLinks: false,
      ...(pullSecrets.length > 0 ? { imagePullSecrets: pullSecrets.map((name) => ({ name })) } : {}),
      restartPolicy: "Never",
      securityContext: restrictedPod(serverUser),
      serviceAccountName: schemaAccountName(spec),
      volumes: [{ emptyDir: { sizeLimit: "256Mi" }, name: "tmp" }],
    },
  };
}

/** Outside the chart there is no R-common, so the image's JAVA_HOME is said here. */
function variables(spec: SchedulerSpec) {
  const plain = {
    ...zoneEnvironment(spec),
    HOME: "/tmp",
    JAVA_HOME: "/opt/java/openjdk",
    JAVA_OPTS: toolsJavaOptions(spec),
  };
  return [
    ...databaseVariables(spec.bindings.database),
    ...Object.entries(plain).map(([name, value]) => ({ name, value })),
  ];
}

/**
 * Waits for the database with nothing but the tools image, then lets it decide: an empty database is initialised, an
 * older one upgraded. The registry's tables are made by a script that leaves existing ones alone (CommandApplication at
 * 3.2.2); the SQL file of the same name drops them and is not used.
 */
function script(spec: SchedulerSpec): string {
  const { jdbcRegistryTables } = applicationVersion(spec.version);
  const registry = spec.bindings.registry.type === "jdbc" && jdbcRegistryTables === "script";
  return [
    "set -e",
    "until timeout 5 bash -c '< \"/dev/tcp/$DATABASE_HOST/$DATABASE_PORT\"' 2>/dev/null; do",
    "  if (( SECONDS >= 600 )); then",
    '    echo "No database answers at $DATABASE_HOST:$DATABASE_PORT after 10 minutes." >&2',
    "    exit 1",
    "  fi",
    "  sleep 2",
    "done",
    "bash tools/bin/upgrade-schema.sh",
    ...(registry ? ["bash tools/bin/initialize-jdbc-registry.sh"] : []),
  ].join("\n");
}
