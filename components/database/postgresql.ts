import {
  claimRetention,
  metadata,
  type Place,
  scratch,
  service,
  serviceAccount,
  volumeClaim,
} from "../binding/workload.ts";
import { type Identity, labels, selectorLabels } from "../kubernetes/labels.ts";
import { restrictedContainer, restrictedPod } from "../kubernetes/pod.ts";
import { mebibytes } from "../kubernetes/quantity.ts";
import { type ResourceSpec, resourceRequirements } from "../kubernetes/resources.ts";
import { exporter, exporterPort } from "./exporter.ts";
import { bindingPath, prepareScript } from "./prepare.ts";
import type { InClusterSpec } from "./types.ts";

export interface PostgresqlArgs {
  readonly instance: string;
  readonly namespace: string;
  readonly spec: InClusterSpec;
  readonly deletion: "retain" | "delete";
}

export const postgresqlPort = 5432;

/** User `postgres` of the official Debian images (docker-library/postgres). The Alpine variants have another one. */
const uid = 999;
const dataPath = "/var/lib/postgresql/data";
/** A subfolder, because a volume's root may hold lost+found and belongs to root. */
const pgdata = `${dataPath}/pgdata`;

export function postgresqlIdentity(instance: string): Identity {
  return { component: "database", instance, name: "postgresql" };
}

export function postgresqlSecretName(instance: string): string {
  return `${instance}-database`;
}

function place({ instance, namespace }: PostgresqlArgs): Place {
  return { identity: postgresqlIdentity(instance), name: `${instance}-postgresql`, namespace };
}

/** The binding's values except the password. */
export function postgresqlBinding(args: PostgresqlArgs): Record<string, string> {
  const { name, namespace } = place(args);
  return {
    database: args.spec.database,
    host: `${name}.${namespace}.svc`,
    port: String(postgresqlPort),
    provider: "dolphinpod",
    type: "postgresql",
    username: args.spec.username,
  };
}

/**
 * Server settings that follow the memory limit: a quarter for the buffers, as PostgreSQL's manual advises, and one
 * connection for every 4 MiB of it, from 100 to 500. A rule of the configuration counts what the servers open.
 */
export function serverSettings(resources: ResourceSpec): Record<string, string> {
  const quarter = Math.floor(mebibytes(resources.memory.limit) / 4);
  return {
    listen_addresses: "*",
    max_connections: String(Math.min(500, Math.max(100, quarter))),
    shared_buffers: `${Math.max(16, quarter)}MB`,
  };
}

/** The plain Kubernetes objects of one PostgreSQL server. */
export function postgresqlObjects(args: PostgresqlArgs) {
  const at = place(args);
  return {
    service: service(at, "cluster-ip", [
      { name: "postgresql", port: postgresqlPort },
      ...(args.spec.exporterImage === undefined ? [] : [{ name: "metrics", port: exporterPort }]),
    ]),
    serviceAccount: serviceAccount(at),
    statefulSet: statefulSet(at, args),
  };
}

function statefulSet(at: Place, { instance, spec, deletion }: PostgresqlArgs) {
  return {
    metadata: metadata(at),
    spec: {
      persistentVolumeClaimRetentionPolicy: claimRetention(deletion),
      replicas: 1,
      selector: { matchLabels: selectorLabels(at.identity) },
      serviceName: at.name,
      template: {
        // Each start sets the password that the Secret holds, so a new one needs a start.
        metadata: {
          annotations: { "dolphinpod.io/database": String(spec.passwordVersion) },
          labels: labels(at.identity),
        },
        spec: pod(at, instance, spec),
      },
      updateStrategy: { type: "RollingUpdate" },
      volumeClaimTemplates: [volumeClaim(spec.storage, at.identity)],
    },
  };
}

function pod(at: Place, instance: string, spec: InClusterSpec) {
  const common = {
    image: spec.image,
    imagePullPolicy: "IfNotPresent",
    resources: resourceRequirements(spec.resources),
    securityContext: restrictedContainer("read-only"),
  };
  const files = [
    { mountPath: dataPath, name: "data" },
    { mountPath: "/var/run/postgresql", name: "run" },
    { mountPath: "/tmp", name: "tmp" },
  ];
  const server = {
    ...common,
    ...probes(spec),
    args: ["postgres", ...Object.entries(serverSettings(spec.resources)).flatMap(([k, v]) => ["-c", `${k}=${v}`])],
    env: [{ name: "PGDATA", value: pgdata }],
    name: "postgresql",
    ports: [{ containerPort: postgresqlPort, name: "postgresql", protocol: "TCP" }],
    volumeMounts: files,
  };
  return {
    automountServiceAccountToken: false,
    containers: [server, ...exporters(instance, spec)] satisfies [typeof server, ...object[]],
    enableServiceLinks: false,
    initContainers: [
      {
        ...common,
        command: ["bash", "-euo", "pipefail", "-c", prepareScript],
        env: [
          { name: "BINDING", value: bindingPath },
          { name: "PGDATA", value: pgdata },
        ],
        name: "prepare",
        volumeMounts: [...files, { mountPath: bindingPath, name: "binding", readOnly: true }],
      },
    ],
    securityContext: restrictedPod(uid),
    serviceAccountName: at.name,
    // The image's stop signal is SIGINT, PostgreSQL's fast shutdown: clients are cut, then a checkpoint is written.
    terminationGracePeriodSeconds: 120,
    volumes: [
      { name: "binding", secret: { defaultMode: 0o440, secretName: postgresqlSecretName(instance) } },
      scratch("run", "16Mi"),
      scratch("tmp", "256Mi"),
    ],
  };
}

function exporters(instance: string, { database, exporterImage }: InClusterSpec) {
  if (exporterImage === undefined) return [];
  return [exporter(exporterImage, postgresqlSecretName(instance), database, postgresqlPort)];
}

/** A server that answers "not now" (recovery, shutdown) is alive and not ready; only silence (exit code 2) is a reason to restart. */
function probes({ database, username }: InClusterSpec) {
  const isReady = `pg_isready -q -h 127.0.0.1 -p ${postgresqlPort} -U ${username} -d ${database}`;
  const exec = (script: string) => ({ exec: { command: ["bash", "-c", script] }, timeoutSeconds: 5 });
  return {
    livenessProbe: { ...exec(`${isReady} || [ $? -ne 2 ]`), failureThreshold: 6, periodSeconds: 10 },
    readinessProbe: { ...exec(isReady), failureThreshold: 3, periodSeconds: 5 },
    // Ten minutes: recovery after a crash replays the write-ahead log before it accepts anybody.
    startupProbe: { ...exec(isReady), failureThreshold: 300, periodSeconds: 2 },
  };
}
