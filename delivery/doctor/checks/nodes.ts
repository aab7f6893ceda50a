import type { ClusterFacts, Node, Taint } from "../facts.ts";
import { type Check, ok, problem, type Result, skipped, warning } from "../finding.ts";
import type { Toleration, Workload } from "../needs/pods.ts";
import type { InCluster } from "./server.ts";

export const nodeChecks: readonly Check<InCluster>[] = [
  { name: "room", look: (facts) => onNodes(facts, room) },
  { name: "spread", look: (facts) => onNodes(facts, spread) },
];

type Look = (workloads: readonly Workload[], nodes: readonly Node[], more: Lack) => Result | readonly Result[];
/** How a lack of nodes counts: whoever adds nodes when pods wait may mend it by itself. */
type Lack = (says: string, fix: string) => Result;

function onNodes({ cluster, needs }: InCluster, look: Look): Result | readonly Result[] {
  const { nodes } = cluster;
  if (!nodes.known) return skipped(nodes.why);
  return look(needs.workloads, nodes.value, addsNodes(cluster) ? warning : problem);
}

/** Karpenter, and with it the automatic modes of clouds. */
const addsNodes = ({ groups }: ClusterFacts): boolean => groups.includes("karpenter.sh");

function room(workloads: readonly Workload[], nodes: readonly Node[], lack: Lack): Result | readonly Result[] {
  if (nodes.length === 0) return lack("no node is ready and takes pods", "Add nodes, or see why: kubectl get nodes");
  const homeless = workloads.filter((it) => !fitting(it, nodes).some((node) => fits(it, node)));
  if (homeless.length > 0) {
    return homeless.map((it) =>
      lack(
        `a pod of ${it.title} asks for ${amount(it)}, and no node that may run it has as much`,
        "Add a larger node that its nodeSelector and tolerations allow, or write smaller cpu and memory.",
      ),
    );
  }
  const asked = sum(workloads.map(({ cpu, memory, pods }) => ({ cpu: cpu * pods, memory: memory * pods })));
  const all = sum(nodes);
  const says = `pods ask for ${amount(asked)}, ${nodes.length} nodes have ${amount(all)} for all that runs on them`;
  return asked.cpu > all.cpu || asked.memory > all.memory
    ? lack(says, "Add nodes, or write smaller cpu, memory and replicas.")
    : ok(says);
}

function spread(workloads: readonly Workload[], nodes: readonly Node[], lack: Lack): Result | readonly Result[] {
  const crowded = workloads.flatMap((it) => {
    const places = fitting(it, nodes).length;
    if (it.apart === "wished" || it.pods <= places) return [];
    const fix = `Add ${it.pods - places} more, or write fewer replicas${it.title.endsWith("-zookeeper") ? " or members" : ""}.`;
    return [lack(`${it.title}: its ${it.pods} pods must not share a node, and ${places} may run them`, fix)];
  });
  const zones = new Set(nodes.flatMap(({ labels }) => labels["topology.kubernetes.io/zone"] ?? []));
  const replicated = workloads.filter(({ pods }) => pods > 1);
  const alone =
    zones.size < 2 && replicated.length > 0
      ? [
          warning(
            zones.size === 0 ? "nodes name no zone" : `all nodes are in ${[...zones].join()}`,
            "Add nodes in two more zones, labelled topology.kubernetes.io/zone: the loss of a zone is the loss of all now.",
          ),
        ]
      : [];
  if (crowded.length + alone.length > 0) return [...crowded, ...alone];
  return ok(`${nodes.length} nodes in ${zones.size} zones`);
}

/** Nodes whose labels and taints let the workload's pods run. */
function fitting({ nodeSelector, tolerations }: Workload, nodes: readonly Node[]): readonly Node[] {
  return nodes.filter(
    ({ labels, taints }) =>
      Object.entries(nodeSelector).every(([key, value]) => labels[key] === value) &&
      taints.every((taint) => taint.effect === "PreferNoSchedule" || tolerations.some((it) => tolerates(it, taint))),
  );
}

function tolerates({ effect, key, operator, value }: Toleration, taint: Taint): boolean {
  if (effect !== undefined && effect !== taint.effect) return false;
  if (key === undefined) return operator === "Exists";
  return key === taint.key && (operator === "Exists" || value === taint.value);
}

interface Amount {
  readonly cpu: number;
  readonly memory: number;
}

const fits = (pod: Amount, node: Amount): boolean => pod.cpu <= node.cpu && pod.memory <= node.memory;

const sum = (all: readonly Amount[]): Amount =>
  all.reduce((a, b) => ({ cpu: a.cpu + b.cpu, memory: a.memory + b.memory }), { cpu: 0, memory: 0 });

function amount({ cpu, memory }: Amount): string {
  return `${Number(cpu.toFixed(1))} cores and ${Number((memory / 2 ** 30).toFixed(1))} GiB`;
}
