import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../binding/checks.ts";
import { childOptions } from "../binding/children.ts";
import type { AutoscalingSpec } from "../scheduler/types.ts";
import { apiAutoscaler, checkAutoscaling } from "./api.ts";

export interface ApiAutoscalerArgs {
  /** Release name; the Deployment `<instance>-api` is scaled. */
  readonly instance: string;
  readonly namespace: string;
  /** Bounds and target. The Deployment must not set its replicas, or each `up` would undo the scaling. */
  readonly spec: AutoscalingSpec;
}

/**
 * As many API servers as their CPU use asks for. It needs the resource metrics API (metrics-server).
 *
 * Throws `InputPropertiesError` with every wrong bound at once.
 */
export class ApiAutoscaler extends pulumi.ComponentResource {
  constructor(name: string, args: ApiAutoscalerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:autoscaling:ApiAutoscaler", name, {}, opts);
    const { instance, namespace, spec } = args;
    refuse(`ApiAutoscaler "${name}"`, checkAutoscaling(spec));

    new kubernetes.autoscaling.v2.HorizontalPodAutoscaler(
      `${name}-autoscaler`,
      apiAutoscaler(instance, namespace, spec),
      childOptions(this, opts),
    );
    this.registerOutputs();
  }
}
