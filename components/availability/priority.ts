import type { PriorityClassSpec } from "./types.ts";

/** What steers work, and what does it: a lost worker costs its tasks, a lost registry costs everything. */
export type PriorityTier = "control" | "work";

/** An environment, as objects outside of its namespace are told apart by it. */
export interface Environment {
  readonly name: string;
  readonly namespace: string;
}

/**
 * Name of an environment's class: a priority class belongs to the whole cluster, where other environments are too. Dots
 * part what may hold dashes, and the tier stands first because Kubernetes keeps "system-" for itself.
 */
export function priorityClassName(tier: PriorityTier, { name, namespace }: Environment): string {
  return `${tier}.${name}.${namespace}`;
}

/**
 * Both classes are above pods without one, which have 0, and far below the cluster's own, which begin at 2000000000.
 * Workers evict nobody: they are many and large, and their work can wait for a node.
 */
export function priorityClasses(environment: Environment): readonly PriorityClassSpec[] {
  return [
    {
      description: `Masters, API and alert servers and backing services of ${environment.namespace}.`,
      name: priorityClassName("control", environment),
      preemptionPolicy: "PreemptLowerPriority",
      value: 1_000_000,
    },
    {
      description: `Workers of ${environment.namespace}.`,
      name: priorityClassName("work", environment),
      preemptionPolicy: "Never",
      value: 100_000,
    },
  ];
}
