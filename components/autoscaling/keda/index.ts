import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../../binding/checks.ts";
import { childOptions } from "../../binding/children.ts";
import { checkAutoscaling } from "../check.ts";
import type { ScaledServer } from "../place.ts";
import type { QueueAutoscalingSpec } from "../types.ts";
import { scaledObject, type TaskSource, triggerAuthentication } from "./objects.ts";

export { queueIndexRun } from "./index-run.ts";
export type { TaskSource } from "./objects.ts";

export interface QueueAutoscalerArgs extends Omit<ScaledServer, "server">, TaskSource {
  readonly spec: QueueAutoscalingSpec;
}

/**
 * As many workers as the tasks need that wait for one or are on one, by KEDA. Its operator asks the scheduler's database
 * with the binding's own credentials, and makes the HorizontalPodAutoscaler.
 *
 * Throws `InputPropertiesError` with everything that is wrong with the spec at once.
 */
export class QueueAutoscaler extends pulumi.ComponentResource {
  constructor(name: string, args: QueueAutoscalerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:autoscaling:QueueAutoscaler", name, {}, opts);
    const { gracePeriodSeconds, instance, namespace, spec, ...source } = args;
    refuse(`QueueAutoscaler "${name}"`, checkAutoscaling({ ...spec }));

    const of: ScaledServer = { gracePeriodSeconds, instance, namespace, server: "worker" };
    const child = childOptions(this, opts);
    const authentication = new kubernetes.apiextensions.CustomResource(
      `${name}-authentication`,
      triggerAuthentication(of, source.database),
      child,
    );
    new kubernetes.apiextensions.CustomResource(
      `${name}-scaler`,
      scaledObject(of, source, spec),
      pulumi.mergeOptions(child, { dependsOn: authentication }),
    );
    this.registerOutputs();
  }
}
