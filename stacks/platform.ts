import type * as pulumi from "@pulumi/pulumi";
import { type OperatorName, operatorNames } from "../components/platform/types.ts";
import type { EnvironmentSpec } from "./config/index.ts";

/**
 * What the environment installs for the whole cluster. It is loaded only where something is to be installed: programs
 * without it start sooner.
 */
export async function createPlatform(
  spec: EnvironmentSpec,
  provider: pulumi.ProviderResource,
  dependsOn: readonly pulumi.Resource[],
): Promise<readonly pulumi.Resource[]> {
  const installed = operatorNames.flatMap((operator) => {
    const namespace = spec.platformNamespaces[operator];
    return namespace === undefined ? [] : [{ namespace, operator }];
  });
  if (installed.length === 0) return [];
  const { kubernetesVersion } = spec.cluster;
  const { PlatformOperator } = await import("../components/platform/index.ts");
  return installed.map(
    ({ namespace, operator }) =>
      new PlatformOperator(
        kebab(operator),
        { kubernetesVersion, namespace, operator },
        { dependsOn: [...dependsOn], providers: [provider] },
      ),
  );
}

/** Resources of the whole cluster are not the environment's, so its name is not in theirs. */
const kebab = (operator: OperatorName): string => operator.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
