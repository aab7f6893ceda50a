import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { childOptions } from "../binding/children.ts";
import { externalSecret } from "./objects.ts";
import type { ExternalSecretsSpec } from "./types.ts";

export type { ExternalSecretSpec, ExternalSecretsSpec } from "./types.ts";

export interface ExternalSecretsArgs {
  /** Release: value of the objects' instance label. */
  readonly instance: string;
  readonly namespace: string;
  readonly spec: ExternalSecretsSpec;
}

/**
 * Secrets whose values somebody else has, filled by the External Secrets Operator from its store. No value passes
 * through this program or its state.
 */
export class ExternalSecrets extends pulumi.ComponentResource {
  constructor(name: string, args: ExternalSecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:external-secrets:ExternalSecrets", name, {}, opts);
    const { spec, ...place } = args;
    const child = childOptions(this, opts);
    for (const secret of spec.secrets) {
      new kubernetes.apiextensions.CustomResource(
        `${name}-${secret.secretName}`,
        { apiVersion: "external-secrets.io/v1", kind: "ExternalSecret", ...externalSecret(place, spec, secret) },
        child,
      );
    }
    this.registerOutputs({});
  }
}
