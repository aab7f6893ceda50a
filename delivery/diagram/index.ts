import type { EnvironmentSpec } from "../../stacks/config/spec.ts";
import { neighbourNodes, outsideNodes, usersNode } from "./around.ts";
import { clusterApi, edgesOf } from "./edges.ts";
import { jobNodes, serverNodes, serversGroup } from "./servers.ts";
import { storeNodes } from "./stores.ts";
import type { Diagram, DiagramGroup, DiagramNode } from "./types.ts";

export type { Diagram, DiagramEdge, DiagramGroup, DiagramNode } from "./types.ts";

const ids = { aws: "aws", cluster: "cluster", environment: "environment", outside: "outside" } as const;

/** What an environment will run and who calls whom, from its specification alone: pure, and the same at every call. */
export function diagramOf(spec: EnvironmentSpec): Diagram {
  const { aws, environment, cluster, outside } = ids;
  const edges = edgesOf(spec, environment);
  const nodes = [
    usersNode(spec),
    ...outsideNodes(spec, outside),
    ...neighbourNodes(spec, cluster),
    ...(edges.some(({ to }) => to === clusterApi) ? [apiNode] : []),
    ...serverNodes(spec),
    ...jobNodes(spec, environment),
    ...storeNodes(spec, { aws, elsewhere: outside, inside: environment }),
  ];
  const used = new Set<string | undefined>(nodes.map(({ group }) => group));
  const groups = groupsOf(spec).filter(({ id }) => (id !== aws && id !== outside) || used.has(id));
  return { title: `${spec.name} (${spec.class})`, description: descriptionOf(spec, nodes), groups, nodes, edges };
}

const apiNode: DiagramNode = {
  id: clusterApi,
  group: ids.cluster,
  kind: "neighbour",
  title: "Kubernetes API",
  lines: ["of this cluster"],
};

function groupsOf(spec: EnvironmentSpec): readonly DiagramGroup[] {
  const { aws, cluster, deletion, image, isolation, mesh, namespace, scheduler, version } = spec;
  const policies = isolation.networkPolicies;
  return [
    { id: ids.outside, parent: undefined, title: "Elsewhere", lines: [] },
    {
      id: ids.cluster,
      parent: undefined,
      title: "Kubernetes cluster",
      lines: [cluster.context === undefined ? "current context" : `context ${cluster.context}`],
    },
    {
      id: ids.environment,
      parent: ids.cluster,
      title: `Namespace ${namespace}`,
      lines: [
        `Pod Security ${isolation.podSecurity}`,
        policies.mode === "off" ? `all traffic open: ${policies.reason}` : "all traffic denied but what is drawn",
        deletion === "retain" ? "a destroy keeps what holds data" : "a destroy deletes all data",
      ],
    },
    {
      id: serversGroup,
      parent: ids.environment,
      title: `DolphinScheduler ${version}`,
      lines: [
        `images of ${image.registry}, tag ${image.tag}`,
        ...(scheduler.delivery === "release" ? ["one Helm release"] : []),
        ...(mesh ? ["each pod with Linkerd's proxy"] : []),
      ],
    },
    {
      id: ids.aws,
      parent: undefined,
      title: `AWS ${aws?.region ?? ""}`,
      lines: aws ? [`account ${aws.account}`, "protected, kept on destroy"] : [],
    },
  ];
}

function descriptionOf({ namespace, version }: EnvironmentSpec, nodes: readonly DiagramNode[]): string {
  const servers = nodes.filter(({ kind }) => kind === "server").map(({ lines, title }) => `${title}: ${lines[0]}`);
  const stores = nodes.filter(({ kind }) => kind === "store").map(({ title }) => title);
  return `DolphinScheduler ${version} in namespace ${namespace}. ${servers.join("; ")}. Data: ${stores.join(", ")}.`;
}
