import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { childOptions } from "../binding/children.ts";
import { monitor } from "./monitors.ts";
import { prometheusRule } from "./prometheus-rule.ts";
import { ruleGroups } from "./rules/index.ts";
import { targets } from "./targets.ts";
import type { MonitoringSpec, Watched } from "./types.ts";

export type { MonitoringSpec, Watched } from "./types.ts";

export interface MonitoringArgs {
  /** What is watched. */
  readonly watched: Watched;
  readonly spec: MonitoringSpec;
}

/**
 * How the Prometheus Operator's Prometheus watches an environment: a ServiceMonitor or PodMonitor for every component
 * in the namespace, and one PrometheusRule with its recordings and alerts.
 *
 * Throws for a rule on a metric that the application's version lacks.
 */
export class Monitoring extends pulumi.ComponentResource {
  constructor(name: string, args: MonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:monitoring:Monitoring", name, {}, opts);
    const { spec, watched } = args;
    const child = childOptions(this, opts);

    for (const target of targets(watched)) {
      new kubernetes.apiextensions.CustomResource(`${name}-${target.component}`, monitor(watched, spec, target), child);
    }
    new kubernetes.apiextensions.CustomResource(
      `${name}-rules`,
      prometheusRule(watched, spec, ruleGroups(watched, spec)),
      child,
    );
    this.registerOutputs();
  }
}
