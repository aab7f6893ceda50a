import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../binding/checks.ts";
import { childOptions } from "../binding/children.ts";
import { checkHost, ingress, uiUrl } from "./ingress.ts";
import type { IngressSpec } from "./types.ts";

export type { IngressSpec } from "./types.ts";

export interface UiIngressArgs {
  /** Release name; the Ingress leads to the Service `<instance>-api`. */
  readonly instance: string;
  /** Namespace of that Service and of the TLS Secret. */
  readonly namespace: string;
  readonly spec: IngressSpec;
}

/**
 * Browsers' way to the user interface and the REST API.
 *
 * It stands in for the Ingress of the chart, whose API version depends on what helm is told about the cluster.
 *
 * Throws `InputPropertiesError` for a host that is no host name.
 */
export class UiIngress extends pulumi.ComponentResource {
  /** Address of the user interface. */
  readonly url: string;

  constructor(name: string, args: UiIngressArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:ingress:UiIngress", name, {}, opts);
    const { instance, namespace, spec } = args;
    refuse(`UiIngress "${name}"`, checkHost(spec.host));

    new kubernetes.networking.v1.Ingress(
      `${name}-ingress`,
      ingress(instance, namespace, spec),
      childOptions(this, opts),
    );
    this.url = uiUrl(spec);
    this.registerOutputs({ url: this.url });
  }
}
