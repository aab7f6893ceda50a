import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { childOptions } from "../../binding/children.ts";
import { contextOf } from "../context.ts";
import type { MonitoringSpec, Watched } from "../types.ts";
import { configMap, type DashboardsSpec } from "./config-map.ts";
import { dashboards } from "./dashboards.ts";

export type { DashboardsSpec } from "./config-map.ts";

export interface DashboardsArgs {
  readonly watched: Watched;
  /** Thresholds and the place of the runbooks. */
  readonly monitoring: MonitoringSpec;
  readonly spec: DashboardsSpec;
}

/**
 * Grafana's dashboards of an environment in one ConfigMap, which Grafana's sidecar finds by its label and takes apart
 * (https://github.com/kiwigrid/k8s-sidecar).
 */
export class Dashboards extends pulumi.ComponentResource {
  constructor(name: string, args: DashboardsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:monitoring:Dashboards", name, {}, opts);
    const { monitoring, spec, watched } = args;
    const context = contextOf(watched, monitoring);
    new kubernetes.core.v1.ConfigMap(
      `${name}-files`,
      configMap(context, spec, dashboards(context)),
      childOptions(this, opts),
    );
    this.registerOutputs();
  }
}
