/** A PriorityClass of the environment's own. */
export interface PriorityClassSpec {
  readonly name: string;
  /** Pods of a higher one are scheduled first, and evicted last when a node runs short. */
  readonly value: number;
  /** "Never": its pods wait for room and take it from nobody. */
  readonly preemptionPolicy: "PreemptLowerPriority" | "Never";
  readonly description: string;
}

/** What an environment does so that it stays up. */
export interface AvailabilitySpec {
  /** Priority classes that the environment makes for itself; none where it uses those of the cluster. */
  readonly priorityClasses: readonly PriorityClassSpec[];
  /** Priority class of the backing services that run in the cluster; undefined leaves the cluster's default. */
  readonly backingPriorityClass: string | undefined;
}
