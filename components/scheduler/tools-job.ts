import { caMount, caVolume } from "../binding/ca.ts";
import { type Identity, labels } from "../kubernetes/labels.ts";
import { restrictedContainer, restrictedPod } from "../kubernetes/pod.ts";
import { resourceRequirements } from "../kubernetes/resources.ts";
import { databaseRevision, databaseVariables } from "./bindings.ts";
import { zoneEnvironment } from "./environment.ts";
import { serverUser } from "./harden/security.ts";
import { toolsJavaOptions } from "./java.ts";
import type { SchedulerSpec } from "./types.ts";
import { sha256 } from "./values.ts";
import type { Variable } from "./variable.ts";

/** One run of the tools image against the scheduler's database: a container. */
export interface ToolsRun {
  /** What it is for, and the container's name; the first run names the Job. At most 6 characters, see `validate`. */
  readonly component: string;
  /** What bash runs once the database answers, in the image's home. */
  readonly script: string;
  /** Variables besides those of the database. */
  readonly variables: readonly Variable[];
  /** Pod annotations: another value is another run. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** Seconds after which Kubernetes gives a Job up: ten minutes are for the database, the rest for tables and further runs. */
export const toolsDeadlineSeconds = 1800;

export function toolsIdentity(instance: string, component: string): Identity {
  return { component, instance, name: "dolphinscheduler" };
}

/** Name of the run's ServiceAccount. */
export const toolsAccountName = (instance: string, component: string): string => `${instance}-${component}`;

/**
 * The Job of one or more runs, one after the other. One Job and not one a run: the control plane looks at a finished
 * pod only after a second, and servers would wait for each. Its name holds a hash of the pod: a Job is immutable, so another version, image, database or script
 * is another Job. There is no time to live: a Job that removed itself would be made and run again by the next update.
 */
export function toolsJob(spec: SchedulerSpec, runs: readonly [ToolsRun, ...ToolsRun[]]) {
  const template = podTemplate(spec, runs);
  const [run] = runs;
  const version = spec.version.replaceAll(".", "-");
  const name = `${spec.name}-${run.component}-${version}-${sha256(JSON.stringify(template)).slice(0, 8)}`;
  return {
    metadata: {
      labels: { ...labels(toolsIdentity(spec.name, run.component)), "app.kubernetes.io/version": spec.version },
      name,
      namespace: spec.namespace,
    },
    spec: { activeDeadlineSeconds: toolsDeadlineSeconds, backoffLimit: 3, completions: 1, parallelism: 1, template },
  };
}

function podTemplate(spec: SchedulerSpec, runs: readonly [ToolsRun, ...ToolsRun[]]) {
  const { pullSecrets } = spec.image;
  const { database } = spec.bindings;
  const { component } = runs[0];
  const revisions = Object.assign(databaseRevision(database), ...runs.map(({ annotations }) => annotations));
  const containers = runs.map((run) => container(spec, run));
  const earlier = containers.slice(0, -1);
  return {
    metadata: {
      ...(Object.keys(revisions).length > 0 ? { annotations: revisions } : {}),
      labels: labels(toolsIdentity(spec.name, component)),
    },
    spec: {
      automountServiceAccountToken: false,
      containers: containers.slice(-1),
      enableServiceLinks: false,
      ...(earlier.length > 0 ? { initContainers: earlier } : {}),
      ...(pullSecrets.length > 0 ? { imagePullSecrets: pullSecrets.map((name) => ({ name })) } : {}),
      restartPolicy: "Never",
      securityContext: restrictedPod(serverUser),
      serviceAccountName: toolsAccountName(spec.name, component),
      volumes: [
        ...(database.caBundle ? [caVolume(database.caBundle)] : []),
        { emptyDir: { sizeLimit: "256Mi" }, name: "tmp" },
      ],
    },
  };
}

function container(spec: SchedulerSpec, { component, script, variables }: ToolsRun) {
  const { database } = spec.bindings;
  return {
    command: ["/bin/bash", "-c", `${waitForDatabase}\n${script}`],
    env: [...databaseVariables(database), ...plainVariables(spec), ...variables],
    image: spec.image.references.tools,
    imagePullPolicy: spec.image.pullPolicy,
    name: component,
    resources: resourceRequirements({ cpu: { limit: "1", request: "250m" }, memory: { limit: "1Gi", request: "1Gi" } }),
    securityContext: restrictedContainer("read-only"),
    volumeMounts: [...(database.caBundle ? [caMount] : []), { mountPath: "/tmp", name: "tmp" }],
  };
}

/** Outside the chart there is no R-common, so the image's JAVA_HOME is said here. */
function plainVariables(spec: SchedulerSpec): Variable[] {
  const plain = {
    ...zoneEnvironment(spec),
    HOME: "/tmp",
    JAVA_HOME: "/opt/java/openjdk",
    JAVA_OPTS: toolsJavaOptions(spec),
  };
  return Object.entries(plain).map(([name, value]) => ({ name, value }));
}

/** With nothing but the tools image. */
const waitForDatabase = [
  "set -e",
  "until timeout 5 bash -c '< \"/dev/tcp/$DATABASE_HOST/$DATABASE_PORT\"' 2>/dev/null; do",
  "  if (( SECONDS >= 600 )); then",
  '    echo "No database answers at $DATABASE_HOST:$DATABASE_PORT after 10 minutes." >&2',
  "    exit 1",
  "  fi",
  "  sleep 2",
  "done",
].join("\n");
