import { type Identity, labels, selectorLabels } from "../kubernetes/labels.ts";
import type { StorageSpec } from "../kubernetes/resources.ts";

/** Where an object of a backing service stands. */
export interface Place {
  /** Name of the object. */
  readonly name: string;
  readonly namespace: string;
  readonly identity: Identity;
}

export interface Port {
  readonly name: string;
  readonly port: number;
}

export function metadata({ name, namespace, identity }: Place) {
  return { labels: labels(identity), name, namespace };
}

/** An identity of its own, so that nothing granted to the namespace's default account reaches the pod. */
export function serviceAccount(place: Place) {
  return { automountServiceAccountToken: false, metadata: metadata(place) };
}

/** One stable address in front of the ready pods, or ("headless") a DNS name for each pod, ready or not. */
export function service(place: Place, kind: "cluster-ip" | "headless", ports: readonly Port[]) {
  const { name, namespace, identity } = place;
  return {
    // The workload behind it is awaited anyway; awaiting the Service costs a fixed ten seconds more.
    metadata: { annotations: { "pulumi.com/skipAwait": "true" }, labels: labels(identity), name, namespace },
    spec: {
      ...(kind === "headless" ? { clusterIP: "None", publishNotReadyAddresses: true } : {}),
      ports: ports.map(({ name, port }) => ({ name, port, protocol: "TCP", targetPort: name })),
      selector: selectorLabels(identity),
      type: "ClusterIP",
    },
  };
}

/** The volume claim of each pod. */
export function volumeClaim(storage: StorageSpec, identity: Identity) {
  return {
    metadata: { labels: labels(identity), name: "data" },
    spec: {
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: storage.size } },
      ...(storage.storageClass === undefined ? {} : { storageClassName: storage.storageClass }),
    },
  };
}

/** Scaling down never loses data; deleting the StatefulSet does only where the environment is meant to go away whole. */
export function claimRetention(deletion: "retain" | "delete") {
  return { whenDeleted: deletion === "retain" ? "Retain" : "Delete", whenScaled: "Retain" };
}

/** An environment variable that the kubelet fills from a Secret when the container starts. */
export function fromSecret(name: string, secretName: string, key: string, optional?: true) {
  return { name, valueFrom: { secretKeyRef: { key, name: secretName, ...(optional ? { optional } : {}) } } };
}

/** Writable scratch space of a container whose root file system is read-only. */
export function scratch(name: string, sizeLimit: string) {
  return { emptyDir: { sizeLimit }, name };
}
