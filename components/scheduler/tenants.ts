import type { SchedulerSpec, ServerName } from "./types.ts";

/** Whether a server's container needs root: only a worker that becomes its tenants' operating system users does. */
export function runsAsRoot(spec: SchedulerSpec, server: ServerName): boolean {
  return server === "worker" && spec.servers.worker.tenants.mode === "os-users";
}
