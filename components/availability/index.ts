import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { childOptions } from "../binding/children.ts";
import { labels } from "../kubernetes/labels.ts";
import type { PriorityClassSpec } from "./types.ts";

export { priorityClasses, priorityClassName } from "./priority.ts";
export type { AvailabilitySpec, PriorityClassSpec } from "./types.ts";

export interface PriorityClassesArgs {
  /** Release: value of the objects' instance label. */
  readonly instance: string;
  readonly classes: readonly PriorityClassSpec[];
}

/**
 * Priority classes of one environment. They belong to the whole cluster, so whoever runs the stack needs the right to
 * make them, and a pod that names one is refused while it is not there: make them before the pods.
 */
export class PriorityClasses extends pulumi.ComponentResource {
  constructor(name: string, { classes, instance }: PriorityClassesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:availability:PriorityClasses", name, {}, opts);
    const metadata = labels({ component: "priority", instance, name: "dolphinscheduler" });
    for (const { name: className, ...rest } of classes) {
      new kubernetes.scheduling.v1.PriorityClass(
        `${name}-${className}`,
        { ...rest, globalDefault: false, metadata: { labels: metadata, name: className } },
        childOptions(this, opts),
      );
    }
    this.registerOutputs({});
  }
}
