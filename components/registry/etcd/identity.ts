import type { Identity } from "../../kubernetes/labels.ts";

export function etcdIdentity(instance: string): Identity {
  return { component: "registry", instance, name: "etcd" };
}

/** Identity of the pods that copy the registry; network policies let them reach it. */
export function snapshotsIdentity(instance: string): Identity {
  return { component: "registry-snapshots", instance, name: "etcd" };
}
