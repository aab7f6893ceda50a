/** Labels of one workload; the selector is the part that never changes. */
export interface Identity {
  /** What the program is: "postgresql", "zookeeper". */
  readonly name: string;
  /** The release it belongs to. */
  readonly instance: string;
  /** Its role in the release: "database", "registry". */
  readonly component: string;
}

/** Labels that select exactly this workload's pods. Immutable on a workload, so no version or tool is among them. */
export function selectorLabels(identity: Identity): Record<string, string> {
  return {
    "app.kubernetes.io/component": identity.component,
    "app.kubernetes.io/instance": identity.instance,
    "app.kubernetes.io/name": identity.name,
  };
}

/** The recommended labels (https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/). */
export function labels(identity: Identity): Record<string, string> {
  return {
    ...selectorLabels(identity),
    "app.kubernetes.io/managed-by": "Pulumi",
    "app.kubernetes.io/part-of": "dolphinscheduler",
  };
}
