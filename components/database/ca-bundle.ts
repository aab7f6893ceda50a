import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { CaBundle } from "../binding/types.ts";
import { labels } from "../kubernetes/labels.ts";
import { certificatesIn } from "./certificates.ts";
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
  const found = certificatesIn(path);
  if ("text" in found) return found.text;
  throw new pulumi.InputPropertyError({
    propertyPath: "spec.caBundle.path",
    reason:
      `spec.caBundle.path: "${path}" ${found.problem}; allowed is a file of certificates in PEM form. For Amazon RDS that is ` +
      "global-bundle.pem of https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html.",
  });
}
