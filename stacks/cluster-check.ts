import { fileURLToPath } from "node:url";
import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSpec } from "./config/index.ts";
import { neededKinds } from "./needed-kinds.ts";

/**
 * Fails a preview where the cluster lacks what the environment takes for granted: custom kinds that somebody else
 * brings, and the server's version. Everything depends on what is returned, so nothing is made before it is there.
 *
 * Only Kubernetes' plugin is connected to the server, with the credentials of whoever runs the program, and only the
 * rendering of a chart lets the server's kinds and version be seen: so an empty chart looks at them, all in one look.
 */
export async function checkCluster(
  spec: EnvironmentSpec,
  provider: pulumi.ProviderResource,
): Promise<readonly pulumi.Resource[]> {
  const kinds = await neededKinds(spec);
  const versions = await neededVersions(spec);
  if (kinds.length + versions.length === 0) return [];
  const chart = fileURLToPath(new URL("cluster-check", import.meta.url));
  const values = { kinds: kinds.map((it) => ({ ...it })), versions: versions.map((it) => ({ ...it })) };
  const name = `${spec.name}-cluster-check`;
  return [new kubernetes.helm.v4.Chart(name, { chart, namespace: "default", values }, { provider })];
}

/** What is known of operators' versions is loaded only where it is asked for: other programs start sooner. */
async function neededVersions(spec: EnvironmentSpec) {
  const installs = Object.values(spec.platform).includes("install");
  if (!installs && spec.cluster.kubernetesVersion === undefined) return [];
  const { expectations } = await import("./server-version.ts");
  return expectations(spec);
}
