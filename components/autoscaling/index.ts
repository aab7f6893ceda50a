import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../binding/checks.ts";
import { childOptions } from "../binding/children.ts";
import { checkAutoscaling } from "./check.ts";
import { gaugeAutoscaler } from "./gauges.ts";
import type { ScaledServer } from "./place.ts";
import { resourceAutoscaler } from "./resource.ts";
import type { AutoscalingSpec, GaugeAutoscalingSpec } from "./types.ts";

export type { ScaledServer } from "./place.ts";
export type * from "./types.ts";

export interface ServerAutoscalerArgs extends ScaledServer {
  readonly server: "alert" | "api";
  readonly spec: AutoscalingSpec;
}

/**
 * As many API or alert servers as their use of CPU, and of memory where that is asked for. It needs the resource metrics
 * API (metrics-server); without it the number stays, and only the bounds hold.
 *
 * The Deployment must not set its replicas, or each `up` would undo the scaling: `Scheduler` leaves them out.
 *
 * Throws `InputPropertiesError` with everything that is wrong with the spec at once.
 */
export class ServerAutoscaler extends pulumi.ComponentResource {
  constructor(name: string, args: ServerAutoscalerArgs, opts?: pulumi.ComponentResourceOptions) {
    // Its name when there was none but that of the API servers.
    const aliases = [{ type: "dolphinpod:autoscaling:ApiAutoscaler" }];
    super("dolphinpod:autoscaling:ServerAutoscaler", name, {}, pulumi.mergeOptions(opts, { aliases }));
    const { spec, ...of } = args;
    refuse(`ServerAutoscaler "${name}"`, checkAutoscaling({ ...spec }));

    new kubernetes.autoscaling.v2.HorizontalPodAutoscaler(
      `${name}-autoscaler`,
      resourceAutoscaler(of, spec),
      childOptions(this, opts),
    );
    this.registerOutputs();
  }
}

export interface WorkerAutoscalerArgs extends Omit<ScaledServer, "server"> {
  readonly spec: GaugeAutoscalingSpec;
  /** Tasks that one worker runs at once. */
  readonly threads: number;
}

/**
 * As many workers as keep their task threads busy to a share, by their own gauges. It needs an adapter that serves the
 * gauges through the custom metrics API (docs/scaling.md), and a version of the application that has them.
 *
 * Throws `InputPropertiesError` with everything that is wrong with the spec at once.
 */
export class WorkerAutoscaler extends pulumi.ComponentResource {
  constructor(name: string, args: WorkerAutoscalerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:autoscaling:WorkerAutoscaler", name, {}, opts);
    const { spec, threads, ...place } = args;
    refuse(`WorkerAutoscaler "${name}"`, checkAutoscaling({ ...spec }));

    new kubernetes.autoscaling.v2.HorizontalPodAutoscaler(
      `${name}-autoscaler`,
      gaugeAutoscaler({ ...place, server: "worker" }, threads, spec),
      childOptions(this, opts),
    );
    this.registerOutputs();
  }
}
