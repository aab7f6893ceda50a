import type * as pulumi from "@pulumi/pulumi";
import { UiCertificate } from "../components/tls/index.ts";
import type { EnvironmentSpec } from "./config/index.ts";

/** cert-manager where this stack brings it, which is loaded only then: programs without it start sooner. */
export async function installCertManager(
  { platformNamespaces: { certManager: namespace } }: EnvironmentSpec,
  provider: pulumi.ProviderResource,
  dependsOn: readonly pulumi.Resource[],
): Promise<readonly pulumi.Resource[]> {
  if (namespace === undefined) return [];
  const certManager = await import("../components/tls/cert-manager.ts");
  return [
    certManager.installCertManager("cert-manager", namespace, { dependsOn: [...dependsOn], providers: [provider] }),
  ];
}

/** The certificate of the user interface. */
export function createCertificate(
  { ingress, name: instance, namespace, tls }: EnvironmentSpec,
  provider: pulumi.ProviderResource,
  dependsOn: readonly pulumi.Resource[],
): void {
  if (ingress === undefined || tls === undefined) return;
  const { className: ingressClassName, host } = ingress;
  new UiCertificate(
    `${instance}-certificate`,
    { host, ingressClassName, instance, namespace, spec: tls },
    { dependsOn: [...dependsOn], provider },
  );
}
