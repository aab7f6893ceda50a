/** Replicas that a scaler owns; `ServerSpec.replicas` is then its minimum and is not set on the workload. */
export interface ReplicaBounds {
  readonly minReplicas: number;
  readonly maxReplicas: number;
}

/** Replicas by a HorizontalPodAutoscaler on what the pods use. */
export interface AutoscalingSpec extends ReplicaBounds {
  /** Average use in percent of the CPU request at which replicas are added. */
  readonly cpuPercent: number;
  /** The same of the memory request; undefined does not look at memory. */
  readonly memoryPercent: number | undefined;
}

interface BusyWorkers extends ReplicaBounds {
  /** Share of `execThreads` in percent that a worker is to be busy to. */
  readonly busyPercent: number;
}

/** By a HorizontalPodAutoscaler on the workers' own gauges, which an adapter serves as metrics of pods. */
export interface GaugeAutoscalingSpec extends BusyWorkers {
  readonly by: "hpa";
}

/** By a ScaledObject of KEDA on the tasks in the database that wait for a worker or are on one. */
export interface QueueAutoscalingSpec extends BusyWorkers {
  readonly by: "keda";
  /** Namespace of KEDA's operator, which asks the database. */
  readonly operatorNamespace: string;
  /** Seconds between two looks at the database. */
  readonly pollSeconds: number;
}

export type WorkerAutoscalingSpec = GaugeAutoscalingSpec | QueueAutoscalingSpec;
