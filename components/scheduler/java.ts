import { registryJavaOptions } from "./registry.ts";
import { runsAsRoot } from "./tenants.ts";
import type { SchedulerSpec, ServerName } from "./types.ts";

/**
 * JVM options of a server (images are Java 8). Everything the JVM would measure is said outright: `start.sh` appends
 * -XX:-UseContainerSupport after these, so the JVM sees the node and not the container (apache/dolphinscheduler#17429).
 * DOLPHINSCHEDULER images decide by DOCKER=true whether to do so, but by the same switch whether to log to the
 * console, so it stays on.
 *
 * No garbage collector is chosen: nothing measured asks for another than the JVM's own.
 */
export function javaOptions(spec: SchedulerSpec, server: ServerName): string {
  const { heapMiB, processors } = spec.servers[server];
  return [
    ...heap(heapMiB),
    `-XX:ActiveProcessorCount=${processors}`,
    ...common(spec),
    ...user(spec, server),
    ...registryJavaOptions(spec),
  ].join(" ");
}

/** JVM options of the schema Job: one short run that needs little. */
export function toolsJavaOptions(spec: SchedulerSpec): string {
  return [...heap(512), "-XX:ActiveProcessorCount=1", ...common(spec)].join(" ");
}

const heap = (mebibytes: number) => ["-server", `-Xms${mebibytes}m`, `-Xmx${mebibytes}m`];

/** A JVM out of memory leaves and is restarted; no dump is written, because the image's folder is not writable. */
const common = (spec: SchedulerSpec) => ["-XX:+ExitOnOutOfMemoryError", `-Duser.timezone=${spec.timezone}`];

/** A user id without an entry in /etc/passwd would be called "?", and the worker runs default tasks as that name. */
const user = (spec: SchedulerSpec, server: ServerName) =>
  runsAsRoot(spec, server) ? [] : ["-Duser.name=dolphinscheduler", "-Duser.home=/tmp"];
