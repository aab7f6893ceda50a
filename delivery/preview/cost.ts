import { parseQuantity } from "../../components/kubernetes/quantity.ts";
import type { Field } from "../../policies/core/field.ts";
import { Trace } from "../../policies/core/field.ts";
import { ObjectView } from "../../policies/core/model.ts";
import type { PolicyObject } from "../../policies/core/object.ts";
import { autoscaler, deployment, scaledObject, statefulSet, volumeClaim } from "../../policies/core/types.ts";

/** What objects ask of a cluster and a cloud while all of them run. */
export interface Cost {
  readonly pods: number;
  /** Cores that are requested. */
  readonly cpu: number;
  /** Bytes of memory that are requested. */
  readonly memory: number;
  /** Bytes of volumes and of the database's disk. */
  readonly storage: number;
  /** Objects of which some number is known only after the update. */
  readonly unknown: number;
}

const nothing: Cost = { pods: 0, cpu: 0, memory: 0, storage: 0, unknown: 0 };
const gibibyte = 2 ** 30;

/**
 * The sum over objects. Workloads that a scaler owns count with its least replicas; Jobs are left out, because they
 * end, and DaemonSets, because how many nodes there are is not known.
 */
export function costOf(objects: readonly PolicyObject[]): Cost {
  const least = leastReplicas(objects);
  return objects.map((object) => costOfOne(object, least)).reduce(add, nothing);
}

export function add(a: Cost, b: Cost): Cost {
  return {
    pods: a.pods + b.pods,
    cpu: a.cpu + b.cpu,
    memory: a.memory + b.memory,
    storage: a.storage + b.storage,
    unknown: a.unknown + b.unknown,
  };
}

type Replicas = ReadonlyMap<string, number>;

/** Replicas below which scalers do not go, by their targets. */
function leastReplicas(objects: readonly PolicyObject[]): Replicas {
  const scalers = objects.filter(({ type }) => type === autoscaler || type === scaledObject);
  return new Map(
    scalers.flatMap((object) => {
      const view = new ObjectView(object, new Trace());
      const keda = object.type === scaledObject;
      const target = view.at("spec", "scaleTargetRef");
      const kind = target.at("kind").text ?? (keda ? "Deployment" : "");
      const least = view.at("spec", keda ? "minReplicaCount" : "minReplicas").number ?? (keda ? 0 : 1);
      const name = target.at("name").text;
      return name === undefined ? [] : [[`${kind} ${view.namespace}/${name}`, least] as const];
    }),
  );
}

function costOfOne(object: PolicyObject, least: Replicas): Cost {
  const trace = new Trace();
  const view = new ObjectView(object, trace);
  const cost = sum(view, least);
  return { ...cost, unknown: trace.unknowns.size > 0 ? 1 : 0 };
}

function sum(view: ObjectView, least: Replicas): Cost {
  if (view.type === statefulSet || view.type === deployment) return workload(view, least);
  if (view.type === volumeClaim)
    return { ...nothing, storage: amount(view.at("spec", "resources", "requests", "storage")) };
  if (view.type === "aws:rds/instance:Instance") {
    return { ...nothing, storage: (view.at("allocatedStorage").number ?? 0) * gibibyte };
  }
  if (view.type === "kubernetes:postgresql.cnpg.io/v1:Cluster") return databaseCluster(view);
  return nothing;
}

function workload(view: ObjectView, least: Replicas): Cost {
  const kind = view.type === statefulSet ? "StatefulSet" : "Deployment";
  const replicas = view.at("spec", "replicas").number ?? least.get(`${kind} ${view.namespace}/${view.name}`) ?? 1;
  const claims = view.at("spec", "volumeClaimTemplates").items;
  const storage = claims.reduce((all, claim) => all + amount(claim.at("spec", "resources", "requests", "storage")), 0);
  const pod = { ...podRequests(view), storage, pods: 1, unknown: 0 };
  return times(pod, replicas);
}

/** What one pod asks for: all that runs at once, or the largest step before that, whichever is more. */
function podRequests(view: ObjectView): { cpu: number; memory: number } {
  const before = view.podSpec?.at("initContainers").items ?? [];
  const [beside, steps] = [
    before.filter((it) => it.at("restartPolicy").text === "Always"),
    before.filter((it) => it.at("restartPolicy").text !== "Always"),
  ];
  const running = [...view.containers, ...beside];
  const all = (resource: string) => running.reduce((total, it) => total + requested(it, resource), 0);
  const largest = (resource: string) => Math.max(0, ...steps.map((it) => requested(it, resource)));
  return { cpu: Math.max(all("cpu"), largest("cpu")), memory: Math.max(all("memory"), largest("memory")) };
}

/** Kubernetes takes the limit where there is no request. */
function requested(container: Field, resource: string): number {
  const [request, limit] = ["requests", "limits"].map((part) => container.at("resources", part, resource));
  return request?.present ? amount(request) : limit ? amount(limit) : 0;
}

/** The operator makes the pods and the volumes, so that they stand in no other object. */
function databaseCluster(view: ObjectView): Cost {
  const requests = view.at("spec", "resources", "requests");
  const storage = amount(view.at("spec", "storage", "size")) + amount(view.at("spec", "walStorage", "size"));
  const one = { pods: 1, cpu: amount(requests.at("cpu")), memory: amount(requests.at("memory")), storage, unknown: 0 };
  return times(one, view.at("spec", "instances").number ?? 1);
}

function times(one: Cost, number: number): Cost {
  return {
    pods: one.pods * number,
    cpu: one.cpu * number,
    memory: one.memory * number,
    storage: one.storage * number,
    unknown: one.unknown,
  };
}

/** The number a quantity stands for; programs write small ones as plain numbers. */
function amount(field: Field): number {
  const { value } = field;
  return typeof value === "number" ? value : typeof value === "string" ? (parseQuantity(value) ?? 0) : 0;
}
