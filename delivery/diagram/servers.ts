import type { AutoscalingSpec, WorkerAutoscalingSpec } from "../../components/autoscaling/types.ts";
import { type ServerName, type ServerSpec, type Servers, serverNames } from "../../components/scheduler/types.ts";
import { applicationVersion } from "../../components/scheduler/versions/index.ts";
import type { EnvironmentSpec } from "../../stacks/config/spec.ts";
import type { DiagramNode } from "./types.ts";
import { durationOf, imageOf, range, resourcesOf, volumeOf } from "./words.ts";

const titles: Readonly<Record<ServerName, string>> = {
  alert: "Alert servers",
  api: "API servers",
  master: "Masters",
  worker: "Workers",
};

/** Id of the group of the four servers. */
export const serversGroup = "servers";

export function serverNodes({ servers, version }: EnvironmentSpec): readonly DiagramNode[] {
  return serverNames.map((server): DiagramNode => {
    const replicas = replicasOf(servers, server);
    return {
      id: server,
      group: serversGroup,
      kind: "server",
      title: titles[server],
      lines: [...placeOf(servers, server), resourcesOf(servers[server].resources), ...workOf(servers, server, version)],
      replicas,
    };
  });
}

type Scaling = AutoscalingSpec | WorkerAutoscalingSpec;

function scalingOf(servers: Servers, server: ServerName): Scaling | undefined {
  return server === "master" ? undefined : servers[server].autoscaling;
}

function replicasOf(servers: Servers, server: ServerName): { least: number; most: number } {
  const scaling = scalingOf(servers, server);
  const { replicas } = servers[server];
  return scaling === undefined
    ? { least: replicas, most: replicas }
    : { least: scaling.minReplicas, most: scaling.maxReplicas };
}

function placeOf(servers: Servers, server: ServerName): readonly string[] {
  const { least, most } = replicasOf(servers, server);
  const scaling = scalingOf(servers, server);
  const number = `${range(least, most)} ${most === 1 ? "replica" : "replicas"}`;
  return [
    scaling === undefined ? number : `${number}, ${reasonOf(scaling)}`,
    ...(most === 1 ? [] : [`over zones, ${nodesOf(servers[server])}`]),
  ];
}

function nodesOf({ spread }: ServerSpec): string {
  return spread === "required" ? "never two on a node" : "apart if possible";
}

function reasonOf(scaling: Scaling): string {
  if ("cpuPercent" in scaling) {
    const memory = scaling.memoryPercent === undefined ? "" : ` or memory at ${scaling.memoryPercent} %`;
    return `by CPU at ${scaling.cpuPercent} %${memory}`;
  }
  return scaling.by === "keda" ? "by the tasks that wait" : `by workers ${scaling.busyPercent} % busy`;
}

function workOf({ master, worker, ...others }: Servers, server: ServerName, version: string): readonly string[] {
  const { masterThreadsVariable } = applicationVersion(version);
  switch (server) {
    case "master":
      return [
        ...(masterThreadsVariable === undefined ? [] : [`${master.execThreads} workflows each`]),
        volumeOf("logs", master.logs),
      ];
    case "worker":
      return [
        `${worker.execThreads} tasks each, drain ${durationOf(worker.drainSeconds)}`,
        volumeOf("logs", worker.logs),
        volumeOf("task data", worker.data),
      ];
    default:
      return [volumeOf("logs", others[server].logs)];
  }
}

/** What runs once and ends. */
export function jobNodes(spec: EnvironmentSpec, group: string): readonly DiagramNode[] {
  const { image, objectStore, registry, tls } = spec;
  const job = (id: string, title: string, lines: readonly string[]): DiagramNode[] => [
    { id, group, kind: "job", title, lines },
  ];
  return [
    ...job("schema", "Schema Job", ["before the servers start", imageOf(image.references.tools)]),
    ...(objectStore.backend === "minio"
      ? job("bucket", "Bucket Job", ["makes the bucket and its user", imageOf(objectStore.clientImage)])
      : []),
    ...(registry.backend === "etcd" && registry.snapshots
      ? job("registry-snapshots", "Registry copies", [
          `daily at ${registry.snapshots.time} UTC`,
          `${registry.snapshots.keep} are kept`,
        ])
      : []),
    ...(tls?.issuer.kind === "acme-http"
      ? job("acme-solver", "Certificate answers", ["while a certificate is ordered"])
      : []),
  ];
}
