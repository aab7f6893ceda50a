import type * as pulumi from "@pulumi/pulumi";
import { UiCertificate } from "../components/tls/index.ts";
import type { EnvironmentSpec } from "./config/index.ts";

/**
 * The certificate of the user interface, and cert-manager where this stack brings it, which is loaded only then:
 * programs without it start sooner.
 */
export async function createCertificate(
  { ingress, name: instance, namespace, platform, tls }: EnvironmentSpec,
  provider: pulumi.ProviderResource,
  dependsOn: readonly pulumi.Resource[],
): Promise<void> {
  if (ingress === undefined || tls === undefined) return;
  const { className: ingressClassName, host } = ingress;
  const place = { host, ingressClassName, instance, namespace, spec: tls };
  const name = `${instance}-certificate`;

  if (platform.certManager === "present") {
    new UiCertificate(name, { ...place, certManager: "present" }, { dependsOn: [...dependsOn], provider });
    return;
  }
  const { installCertManager } = await import("../components/tls/cert-manager.ts");
  const certManager = installCertManager("cert-manager", tls.certManagerNamespace, { providers: [provider] });
  new UiCertificate(
    name,
    { ...place, certManager: "installing" },
    { dependsOn: [...dependsOn, certManager], provider },
  );
}
