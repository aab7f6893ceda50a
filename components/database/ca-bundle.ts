import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { isNativeError } from "node:util/types";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { CaBundle } from "../binding/types.ts";
import { labels } from "../kubernetes/labels.ts";
import type { CaBundleSpec } from "./types.ts";

export interface CaBundleArgs {
  readonly instance: string;
  readonly namespace: string;
  readonly spec: CaBundleSpec;
}

const fileKey = "ca.pem";

/** The ConfigMap of the certificates by name and key, and what must be made first. */
export function caBundle(
  name: string,
  { instance, namespace, spec }: CaBundleArgs,
  child: pulumi.CustomResourceOptions,
): { readonly bundle: CaBundle; readonly made: pulumi.CustomResource[] } {
  if (spec.kind === "config-map") return { bundle: { configMapName: spec.name, key: spec.key }, made: [] };
  const configMapName = `${instance}-database-ca`;
  const identity = { component: "database", instance, name: "database-ca" };
  const configMap = new kubernetes.core.v1.ConfigMap(
    `${name}-ca`,
    {
      metadata: { labels: labels(identity), name: configMapName, namespace },
      data: { [fileKey]: readCertificates(spec.path) },
    },
    child,
  );
  return { bundle: { configMapName, key: fileKey }, made: [configMap] };
}

/** The certificates of a file in PEM form; throws unless it holds some and every one can be read. */
export function readCertificates(path: string): string {
  const refuse = (reason: string) =>
    new pulumi.InputPropertyError({
      propertyPath: "spec.caBundle.path",
      reason:
        `spec.caBundle.path: "${path}" ${reason}; allowed is a file of certificates in PEM form. For Amazon RDS that is ` +
        "global-bundle.pem of https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html.",
    });
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw refuse(`cannot be read (${isNativeError(error) ? error.message : String(error)})`);
  }
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0) throw refuse("holds no certificate");
  if (text.includes("PRIVATE KEY")) throw refuse("holds a private key, which belongs to nobody but its server");
  const broken = certificates.findIndex((certificate) => !isCertificate(certificate));
  if (broken >= 0) throw refuse(`holds a certificate that is damaged (number ${broken + 1} of ${certificates.length})`);
  return text;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}
