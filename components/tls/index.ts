import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { childOptions } from "../binding/children.ts";
import { certificate, issuer, signer, type TlsPlace, tlsSecretName } from "./objects.ts";
import type { TlsSpec } from "./types.ts";

export { acmeSolver, type TlsPlace, tlsSecretName } from "./objects.ts";
export type { AcmeServer, IssuerSpec, TlsSpec } from "./types.ts";

export interface UiCertificateArgs extends TlsPlace {
  readonly spec: TlsSpec;
}

/**
 * The certificate of the user interface, which cert-manager orders, keeps in a Secret and renews. Nothing waits for the
 * certificate itself: the authority may take minutes, and the host's DNS may not lead here yet.
 */
export class UiCertificate extends pulumi.ComponentResource {
  /** Secret of type kubernetes.io/tls for the Ingress. */
  readonly secretName: string;

  constructor(name: string, args: UiCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dolphinpod:tls:UiCertificate", name, {}, opts);
    const { spec, ...place } = args;
    this.secretName = tlsSecretName(place.instance);
    const child = childOptions(this, opts);

    const rights = this.createSigner(name, place, spec, child);
    const made = this.createIssuer(name, place, spec, pulumi.mergeOptions(child, { dependsOn: rights }));
    new kubernetes.apiextensions.CustomResource(
      `${name}-certificate`,
      { apiVersion: "cert-manager.io/v1", kind: "Certificate", ...certificate(place, spec.issuer) },
      pulumi.mergeOptions(child, { dependsOn: made }),
    );

    this.registerOutputs({ secretName: this.secretName });
  }

  private createSigner(name: string, place: TlsPlace, spec: TlsSpec, child: pulumi.CustomResourceOptions) {
    const objects = signer(place, spec);
    if (objects === undefined) return [];
    return [
      new kubernetes.core.v1.ServiceAccount(`${name}-signer`, objects.account, child),
      new kubernetes.rbac.v1.Role(`${name}-signer`, objects.role, child),
      new kubernetes.rbac.v1.RoleBinding(`${name}-signer`, objects.binding, child),
    ];
  }

  private createIssuer(name: string, place: TlsPlace, spec: TlsSpec, child: pulumi.CustomResourceOptions) {
    const object = issuer(place, spec.issuer);
    if (object === undefined) return [];
    const made = { apiVersion: "cert-manager.io/v1", kind: "Issuer", ...object };
    return [new kubernetes.apiextensions.CustomResource(`${name}-issuer`, made, child)];
  }
}
