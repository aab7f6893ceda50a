import { labels } from "../kubernetes/labels.ts";

/** Whose replicas a scaler chooses. */
export interface ScaledServer {
  /** Release name: the workload is `<instance>-<server>`. */
  readonly instance: string;
  readonly namespace: string;
  readonly server: "alert" | "api" | "worker";
  /** Seconds that a pod of it may take to stop. */
  readonly gracePeriodSeconds: number;
}

export function scalerMetadata({ instance, namespace, server }: ScaledServer) {
  return {
    labels: labels({ name: "dolphinscheduler", instance, component: "autoscaling" }),
    name: `${instance}-${server}`,
    namespace,
  };
}

export function scaleTarget({ instance, server }: ScaledServer) {
  const kind = server === "worker" ? "StatefulSet" : "Deployment";
  return { apiVersion: "apps/v1", kind, name: `${instance}-${server}` };
}
