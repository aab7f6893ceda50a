import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { type CertificatesPlace, certificateObjects } from "./certificates.ts";

/** Orders a registry's certificates. Nothing waits for them: pods start once their Secret is there. */
export function orderCertificates(
  name: string,
  place: CertificatesPlace,
  child: pulumi.CustomResourceOptions,
): pulumi.CustomResource[] {
  const { authority, client, issuer, member, selfSigned } = certificateObjects(place);
  const make = (suffix: string, kind: "Certificate" | "Issuer", object: { metadata: object; spec: object }) =>
    new kubernetes.apiextensions.CustomResource(
      `${name}-${suffix}`,
      { apiVersion: "cert-manager.io/v1", kind, ...object },
      child,
    );
  return [
    make("self-signed", "Issuer", selfSigned),
    make("authority", "Certificate", authority),
    make("issuer", "Issuer", issuer),
    make("member-certificate", "Certificate", member),
    make("client-certificate", "Certificate", client),
  ];
}
