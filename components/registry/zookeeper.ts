import { claimRetention, metadata, type Place, service, serviceAccount, volumeClaim } from "../binding/workload.ts";
import { type Identity, labels, selectorLabels } from "../kubernetes/labels.ts";
import { quorumBudget } from "./members.ts";
import { zookeeperPorts } from "./ports.ts";
import type { ZookeeperSpec } from "./types.ts";
import { portsOf, zookeeperPod } from "./zookeeper-pod.ts";

export interface ZookeeperArgs {
  readonly instance: string;
  readonly namespace: string;
  readonly spec: ZookeeperSpec;
  readonly deletion: "retain" | "delete";
}

export function zookeeperIdentity(instance: string): Identity {
  return { component: "registry", instance, name: "zookeeper" };
}

/**
 * The binding's values. Clients connect to the Service's one stable address rather than to each member: DolphinScheduler
 * 3.2.2 stays disconnected after a member's pod got a new address (apache/dolphinscheduler#17265), and the Service
 * leads to members in the quorum only.
 */
export function zookeeperBinding({ instance, namespace }: ZookeeperArgs): Record<string, string> {
  return {
    "connect-string": `${instance}-zookeeper.${namespace}.svc:${zookeeperPorts.client}`,
    provider: "dolphinpod",
    type: "zookeeper",
  };
}

/** Names that a member's certificate must hold: the one that clients call. */
export function zookeeperNames({ instance, namespace }: ZookeeperArgs): string[] {
  return [`${instance}-zookeeper.${namespace}.svc`];
}

/** The plain Kubernetes objects of one ensemble. */
export function zookeeperObjects(args: ZookeeperArgs) {
  const at = place(args);
  const headless = { ...at, name: `${at.name}-headless` };
  const budget = quorumBudget(args.spec.members);
  const ports = Object.entries(portsOf(args.spec)).map(([name, port]) => ({ name, port }));
  return {
    budget: budget && {
      metadata: metadata(at),
      spec: { ...budget, selector: { matchLabels: selectorLabels(at.identity) } },
    },
    // Members need each other's names before any of them is ready.
    headlessService: service(headless, "headless", ports),
    service: service(at, "cluster-ip", [{ name: "client", port: zookeeperPorts.client }]),
    serviceAccount: serviceAccount(at),
    statefulSet: statefulSet(at, headless.name, args),
  };
}

function place({ instance, namespace }: ZookeeperArgs): Place {
  return { identity: zookeeperIdentity(instance), name: `${instance}-zookeeper`, namespace };
}

function statefulSet(at: Place, serviceName: string, { spec, deletion }: ZookeeperArgs) {
  return {
    metadata: metadata(at),
    spec: {
      persistentVolumeClaimRetentionPolicy: claimRetention(deletion),
      // All at once: the first member cannot become ready before a second one is there.
      podManagementPolicy: "Parallel",
      replicas: spec.members,
      selector: { matchLabels: selectorLabels(at.identity) },
      serviceName,
      template: { metadata: { labels: labels(at.identity) }, spec: zookeeperPod(at, serviceName, spec) },
      // One at a time even under Parallel; each waits until the one before is back in the quorum.
      updateStrategy: { type: "RollingUpdate" },
      volumeClaimTemplates: [volumeClaim(spec.storage, at.identity)],
    },
  };
}
