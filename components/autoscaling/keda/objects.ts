import type { IScaledObject } from "@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject";
import type { ITriggerAuthentication } from "@kubernetes-models/keda/keda.sh/v1alpha1/TriggerAuthentication";
import type { PostgresBinding } from "../../binding/types.ts";
import type { TaskQueue } from "../../scheduler/versions/database.ts";
import { slowScaleDown } from "../behavior.ts";
import { busyThreads } from "../gauges.ts";
import { type ScaledServer, scalerMetadata, scaleTarget } from "../place.ts";
import type { QueueAutoscalingSpec } from "../types.ts";
import { queueQuery } from "./query.ts";

/** What KEDA's operator needs to know besides the bounds. */
export interface TaskSource {
  readonly database: PostgresBinding;
  readonly queue: TaskQueue;
  /** Tasks that one worker runs at once. */
  readonly threads: number;
}

/** Parameter of the scaler, and the key of the binding's Secret that it comes from. */
const fromBinding = { dbName: "database", host: "host", password: "password", port: "port", userName: "username" };

/** Who KEDA's operator is to the database: it reads the binding's Secret itself, so no value is in this object. */
export function triggerAuthentication(of: ScaledServer, { secretName }: PostgresBinding) {
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "TriggerAuthentication",
    metadata: scalerMetadata(of),
    spec: {
      secretTargetRef: Object.entries(fromBinding).map(([parameter, key]) => ({ key, name: secretName, parameter })),
    },
  } satisfies ITriggerAuthentication;
}

/**
 * The workers by the tasks that need one: as many as have them all at `busyPercent` of their threads.
 *
 * The connection is as far encrypted and verified as the servers' own. A query that fails is no zero: the number stays as
 * it is until one succeeds. Polls and not the autoscaler's own questions reach the database (`useCachedMetrics`).
 */
export function scaledObject(of: ScaledServer, source: TaskSource, spec: QueueAutoscalingSpec) {
  const metadata = scalerMetadata(of);
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata,
    spec: {
      advanced: {
        horizontalPodAutoscalerConfig: { behavior: slowScaleDown(of), name: metadata.name },
        // Who takes the number back says what it is to be.
        restoreToOriginalReplicaCount: false,
      },
      maxReplicaCount: spec.maxReplicas,
      minReplicaCount: spec.minReplicas,
      pollingInterval: spec.pollSeconds,
      scaleTargetRef: scaleTarget(of),
      triggers: [
        {
          authenticationRef: { name: metadata.name },
          metadata: {
            query: queueQuery(source.queue),
            sslmode: source.database.parameters["sslmode"] ?? "prefer",
            targetQueryValue: String(busyThreads(source.threads, spec.busyPercent)),
          },
          metricType: "AverageValue",
          name: "tasks",
          type: "postgresql",
          useCachedMetrics: true,
        },
      ],
    },
  } satisfies IScaledObject;
}
