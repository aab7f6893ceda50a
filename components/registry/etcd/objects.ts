import { claimRetention, metadata, type Place, service, serviceAccount, volumeClaim } from "../../binding/workload.ts";
import { labels, selectorLabels } from "../../kubernetes/labels.ts";
import { quorumBudget } from "../members.ts";
import { etcdPorts } from "../ports.ts";
import type { EtcdSpec } from "../types.ts";
import { etcdIdentity } from "./identity.ts";
import { etcdPod } from "./pod.ts";

export interface EtcdArgs {
  readonly instance: string;
  readonly namespace: string;
  readonly spec: EtcdSpec;
  readonly deletion: "retain" | "delete";
}

export function etcdPlace({ instance, namespace }: Pick<EtcdArgs, "instance" | "namespace">): Place {
  return { identity: etcdIdentity(instance), name: `${instance}-etcd`, namespace };
}

/**
 * The one address that clients use: the Service's, which outlives every pod and leads to members in the quorum only.
 * The client looks a name up once, so a member's own would be lost with its pod.
 */
export function etcdEndpoints(args: Pick<EtcdArgs, "instance" | "namespace" | "spec">): string {
  const { name, namespace } = etcdPlace(args);
  const scheme = args.spec.access.mode === "certificates" ? "https" : "http";
  return `${scheme}://${name}.${namespace}.svc:${etcdPorts.client}`;
}

export function etcdBinding(args: EtcdArgs): Record<string, string> {
  return { endpoints: etcdEndpoints(args), provider: "dolphinpod", type: "etcd" };
}

const headlessName = (at: Place): string => `${at.name}-headless`;

/** Names that a member's certificate must hold: those that clients and other members call. */
export function etcdNames(args: EtcdArgs): string[] {
  const at = etcdPlace(args);
  const { name, namespace } = at;
  const members = Array.from(
    { length: args.spec.members },
    (_, i) => `${name}-${i}.${headlessName(at)}.${namespace}.svc`,
  );
  return [`${name}.${namespace}.svc`, ...members];
}

/** The plain Kubernetes objects of one etcd cluster. */
export function etcdObjects(args: EtcdArgs) {
  const at = etcdPlace(args);
  const budget = quorumBudget(args.spec.members);
  const ports = Object.entries(etcdPorts).map(([name, port]) => ({ name, port }));
  return {
    budget: budget && {
      metadata: metadata(at),
      spec: { ...budget, selector: { matchLabels: selectorLabels(at.identity) } },
    },
    // Members need each other's names before any of them is ready.
    headlessService: service({ ...at, name: headlessName(at) }, "headless", ports),
    service: service(at, "cluster-ip", [{ name: "client", port: etcdPorts.client }]),
    serviceAccount: serviceAccount(at),
    statefulSet: statefulSet(at, args),
  };
}

function statefulSet(at: Place, { spec, deletion }: EtcdArgs) {
  return {
    metadata: metadata(at),
    spec: {
      persistentVolumeClaimRetentionPolicy: claimRetention(deletion),
      // All at once: the first member cannot become ready before a second one is there.
      podManagementPolicy: "Parallel",
      replicas: spec.members,
      selector: { matchLabels: selectorLabels(at.identity) },
      serviceName: headlessName(at),
      template: { metadata: { labels: labels(at.identity) }, spec: etcdPod(at, headlessName(at), spec) },
      // One at a time even under Parallel; each waits until the one before is back in the quorum.
      updateStrategy: { type: "RollingUpdate" },
      volumeClaimTemplates: [volumeClaim(spec.storage, at.identity)],
    },
  };
}
