import type * as pulumi from "@pulumi/pulumi";
import { flows } from "../components/isolation/index.ts";
import type { MeshArgs, MeshPlan } from "../components/mesh/index.ts";
import type { Adaptation } from "./adapt.ts";
import type { EnvironmentSpec } from "./config/index.ts";
import { topology } from "./topology.ts";

/**
 * The mesh around an environment: who may call whom, from the same flows as the network policies. It is loaded only
 * where it is on: programs without it start sooner. Returned is what gives pods and Services what they need to be in the
 * mesh.
 */
export async function createMesh(
  spec: EnvironmentSpec,
  provider: pulumi.ProviderResource,
  dependsOn: readonly pulumi.Resource[],
): Promise<Adaptation[]> {
  const planned = await planMesh(spec);
  if (planned === undefined) return [];
  const { Mesh, meshed } = await import("../components/mesh/index.ts");
  new Mesh(`${spec.name}-mesh`, planned.args, { dependsOn: [...dependsOn], provider });
  return [(type, inputs) => meshed(type, inputs, planned.plan)];
}

/** What gives the servers their proxies, as data: a post-renderer in another process does the same with it. */
export async function meshPlan(spec: EnvironmentSpec): Promise<MeshPlan | undefined> {
  return (await planMesh(spec))?.plan;
}

/** The custom kinds of its objects: "policy.linkerd.io/v1beta3/Server". */
export async function meshKinds(spec: EnvironmentSpec): Promise<string[]> {
  const planned = await planMesh(spec);
  if (planned === undefined) return [];
  const { meshObjects } = await import("../components/mesh/index.ts");
  return meshObjects(planned.args).map(({ apiVersion, kind }) => `${apiVersion}/${kind}`);
}

async function planMesh(
  spec: EnvironmentSpec,
): Promise<{ readonly args: MeshArgs; readonly plan: MeshPlan } | undefined> {
  const { isolation, mesh, monitoring, name: instance, namespace } = spec;
  const made = topology(spec);
  if (mesh === undefined || made.mesh === undefined) return undefined;

  const { authorizations, httpPortsOf, members, proxyMetrics, sharedPorts } = await import(
    "../components/mesh/index.ts"
  );
  const { monitoringNamespace } = isolation;
  const needed = flows(made, isolation);
  const isHttp = httpPortsOf(needed, made.servers.api.port, monitoringNamespace);
  return {
    args: {
      api: { name: `${instance}-api`, port: made.servers.api.port },
      authorizations: [
        ...sharedPorts(instance, needed, authorizations(needed, made.mesh, isHttp)),
        ...(monitoringNamespace === undefined ? [] : [proxyMetrics(instance, monitoringNamespace, made.mesh)]),
      ],
      instance,
      monitoring,
      namespace,
      spec: mesh,
    },
    plan: {
      exported: mesh.gatewayNamespace === undefined ? "nothing" : "api",
      members: members(needed, made.mesh, isHttp),
      proxy: mesh.proxy,
    },
  };
}
