import { CertManager } from "@pulumi/kubernetes-cert-manager";
import type * as pulumi from "@pulumi/pulumi";

/** Chart and application. Release notes: https://cert-manager.io/docs/releases/. */
const version = "v1.19.1";

/**
 * cert-manager, once for the whole cluster. Its definitions stay when the release goes, because everybody's
 * certificates would go with them (the chart's `crds.keep`).
 */
export function installCertManager(name: string, namespace: string, opts: pulumi.ComponentResourceOptions) {
  return new CertManager(
    name,
    { helmOptions: { createNamespace: true, name: "cert-manager", namespace, version }, installCRDs: true },
    opts,
  );
}
