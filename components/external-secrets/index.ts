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

/** Kind whose absence means that there is no External Secrets Operator. */
const externalSecretKind = "externalsecrets.external-secrets.io";

/**
 * Secrets of backing services that somebody else runs, filled by the External Secrets Operator from its store. No value
 * passes through this program or its state.
 *
 * The kind is read first, so that a preview fails where the operator is missing
 * (docs/adr/0009-missing-kinds-fail-the-preview.md).
 */
export class ExternalSecrets extends pulumi.ComponentResource {
  constructor(name: string, args: ExternalSecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:external-secrets:ExternalSecrets", name, {}, opts);
    const { spec, ...place } = args;
    const definition = kubernetes.apiextensions.v1.CustomResourceDefinition.get(
      `${name}: the External Secrets Operator is needed (docs/secrets.md)`,
      externalSecretKind,
      { parent: this },
    );
    const child = pulumi.mergeOptions(childOptions(this, opts), { dependsOn: [definition] });
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
