import type * as pulumi from "@pulumi/pulumi";
import { field, type KubernetesObject } from "../kubernetes/object.ts";
import { serverObjectName } from "./harden/context.ts";
import { boundsOf } from "./replicas.ts";
import { type SchedulerSpec, type ServerName, type Servers, serverNames } from "./types.ts";

/** Seconds that a new pod may take until it is ready: the image's pull, the JVM's start, the first probes. */
const startSeconds = 300;

/** Seconds that Pulumi's plugin waits for an object of which nobody says more. */
const usualSeconds = 600;

/** How long Pulumi waits for a resource; empty where it is as long as ever. */
type AwaitedOptions = Pick<pulumi.CustomResourceOptions, "customTimeouts">;

/** Seconds in which all pods of a server are replaced, one after the other, each after its drain. */
export function serverRolloutSeconds(servers: Servers, server: ServerName): number {
  const { gracePeriodSeconds, replicas } = servers[server];
  return (boundsOf({ servers }, server)?.maxReplicas ?? replicas) * (gracePeriodSeconds + startSeconds);
}

/** The same of the slowest server. */
export function rolloutSeconds(servers: Servers): number {
  return Math.max(...serverNames.map((server) => serverRolloutSeconds(servers, server)));
}

/**
 * How long Pulumi waits for an object of the chart: for a server's workload as long as its pods take. It is an option of
 * the resource and nothing of the object, so that the object is the same in each delivery.
 */
export function awaited(object: KubernetesObject, { name, servers }: SchedulerSpec): AwaitedOptions {
  const workload = object["kind"] === "StatefulSet" || object["kind"] === "Deployment";
  const own = field(object, "metadata")["name"];
  const server = serverNames.find((it) => serverObjectName({ name }, it) === own);
  return workload && server !== undefined ? awaitedFor(serverRolloutSeconds(servers, server)) : {};
}

/** Options of a resource that takes so many seconds; never fewer than are waited for anyway. */
export function awaitedFor(seconds: number): Required<AwaitedOptions> {
  const time = `${Math.max(usualSeconds, seconds)}s`;
  return { customTimeouts: { create: time, delete: time, update: time } };
}
