import type * as pulumi from "@pulumi/pulumi";
import { ServerAutoscaler, WorkerAutoscaler } from "../components/autoscaling/index.ts";
import type { PostgresBinding } from "../components/binding/types.ts";
import { applicationVersion, type Scheduler, type ToolsRun } from "../components/scheduler/index.ts";
import type { EnvironmentSpec } from "./config/index.ts";

/** Runs that a scaler needs once the tables exist. KEDA's part is loaded only where it scales: others start sooner. */
export async function scalerRuns({ servers, version }: EnvironmentSpec): Promise<readonly ToolsRun[]> {
  if (servers.worker.autoscaling?.by !== "keda") return [];
  const { queueIndexRun } = await import("../components/autoscaling/keda/index.ts");
  return [queueIndexRun(applicationVersion(version).taskQueue)];
}

/** The scalers of all servers that have one, after the workloads that they scale. */
export async function createAutoscalers(
  spec: EnvironmentSpec,
  database: PostgresBinding,
  scheduler: Scheduler,
  platform: readonly pulumi.Resource[],
  provider: pulumi.ProviderResource,
): Promise<void> {
  const { name: instance, namespace, servers } = spec;
  const options = { dependsOn: [scheduler], provider };
  for (const server of ["api", "alert"] as const) {
    const { autoscaling, gracePeriodSeconds } = servers[server];
    if (autoscaling === undefined) continue;
    new ServerAutoscaler(
      `${instance}-${server}`,
      { gracePeriodSeconds, instance, namespace, server, spec: autoscaling },
      options,
    );
  }

  const { autoscaling, execThreads: threads, gracePeriodSeconds } = servers.worker;
  if (autoscaling === undefined) return;
  const place = { gracePeriodSeconds, instance, namespace, threads };
  const name = `${instance}-worker`;
  if (autoscaling.by === "hpa") {
    new WorkerAutoscaler(name, { ...place, spec: autoscaling }, options);
    return;
  }
  const { QueueAutoscaler } = await import("../components/autoscaling/keda/index.ts");
  const queue = applicationVersion(spec.version).taskQueue;
  new QueueAutoscaler(
    name,
    { ...place, database, queue, spec: autoscaling },
    { ...options, dependsOn: [scheduler, ...platform] },
  );
}
