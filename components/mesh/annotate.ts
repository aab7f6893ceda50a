import { createHash } from "node:crypto";
import { change, field, type KubernetesObject } from "../kubernetes/object.ts";
import { nativeSidecar } from "./linkerd.ts";
import { honestProbes } from "./probes.ts";
import type { MeshMember, MeshSpec } from "./types.ts";

export interface MeshPlan {
  readonly members: readonly MeshMember[];
  readonly proxy: MeshSpec["proxy"];
  /** Which Service other clusters may reach. */
  readonly exported: "api" | "nothing";
}

/** Kinds with a pod template, and the fields that lead to it. */
const templatePaths: Readonly<Record<string, readonly string[]>> = {
  "kubernetes:apps/v1:Deployment": ["spec", "template"],
  "kubernetes:apps/v1:StatefulSet": ["spec", "template"],
  "kubernetes:batch/v1:CronJob": ["spec", "jobTemplate", "spec", "template"],
  "kubernetes:batch/v1:Job": ["spec", "template"],
};

/**
 * The arguments of a Kubernetes resource with what the mesh needs: on the pod template of a member's workload, and on
 * the Services in front of members. Pure; an object that is neither comes back as it is.
 */
export function meshed(type: string, object: KubernetesObject, plan: MeshPlan): KubernetesObject {
  if (type === "kubernetes:core/v1:Service") return service(object, plan);
  const path = templatePaths[type];
  if (path === undefined) return object;
  const member = memberOf(plan, field(path.reduce(field, object), "metadata"));
  if (member === undefined) return object;
  const annotations = podAnnotations(member, plan.proxy);
  const workload = changeAt(object, path, (template) => change(annotated(template, annotations), "spec", honestProbes));
  return type === "kubernetes:batch/v1:Job" ? renamed(workload, annotations) : workload;
}

/** What makes Linkerd's injector add a proxy to a pod, and how that proxy behaves. Sorted. */
export function podAnnotations(
  { opaquePorts, skippedPorts }: Pick<MeshMember, "opaquePorts" | "skippedPorts">,
  { cpu, memory }: MeshSpec["proxy"],
): Record<string, string> {
  const all: Record<string, string> = {
    // Ports that no Server selects are closed, probes apart.
    "config.linkerd.io/default-inbound-policy": "deny",
    // Nothing of the pod starts before its proxy can reach others.
    "config.linkerd.io/proxy-await": "enabled",
    "config.linkerd.io/proxy-cpu-limit": cpu.limit,
    "config.linkerd.io/proxy-cpu-request": cpu.request,
    "config.linkerd.io/proxy-memory-limit": memory.limit,
    "config.linkerd.io/proxy-memory-request": memory.request,
    // A native sidecar is told to stop after the server has ended, drain included: what is open then is of no use.
    "config.linkerd.io/shutdown-grace-period": "10s",
    "linkerd.io/inject": "enabled",
    ...Object.fromEntries(nativeSidecar.map((key) => [key, "true"])),
    ...portList("config.linkerd.io/opaque-ports", opaquePorts),
    ...portList("config.linkerd.io/skip-outbound-ports", skippedPorts),
  };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Clients read from the Service which ports are opaque; other clusters, whether they may have it. */
function service(object: KubernetesObject, { exported, members }: MeshPlan): KubernetesObject {
  const spec = field(object, "spec");
  const member = memberOf({ members }, { labels: field(spec, "selector") });
  if (member === undefined) return object;
  const known = new Set(member.opaquePorts);
  const ports = Array.isArray(spec["ports"]) ? spec["ports"] : [];
  const opaque = ports.map((port: unknown) => Reflect.get(Object(port), "port")).filter((port) => known.has(port));
  const marked = annotated(object, portList("config.linkerd.io/opaque-ports", opaque));
  if (exported !== "api" || member.role !== "api") return marked;
  return change(marked, "metadata", (metadata) =>
    change(metadata, "labels", (labels) => ({ ...labels, "mirror.linkerd.io/exported": "true" })),
  );
}

/** The member that labels are of: all of its own are among them. */
function memberOf({ members }: Pick<MeshPlan, "members">, metadata: KubernetesObject): MeshMember | undefined {
  const labels = field(metadata, "labels");
  return members.find((member) => Object.entries(member.labels).every(([key, value]) => labels[key] === value));
}

function changeAt(
  object: KubernetesObject,
  path: readonly string[],
  by: (part: KubernetesObject) => KubernetesObject,
): KubernetesObject {
  const [key, ...rest] = path;
  return key === undefined ? by(object) : change(object, key, (part) => changeAt(part, rest, by));
}

function annotated(object: KubernetesObject, annotations: Readonly<Record<string, string>>): KubernetesObject {
  if (Object.keys(annotations).length === 0) return object;
  return change(object, "metadata", (metadata) =>
    change(metadata, "annotations", (present) => ({ ...present, ...annotations })),
  );
}

/** A Job's template cannot change, so its name ends in a hash of it, which must tell the mesh's part too. */
function renamed(job: KubernetesObject, annotations: Readonly<Record<string, string>>): KubernetesObject {
  return change(job, "metadata", (metadata) => {
    const { name } = metadata;
    if (typeof name !== "string") return metadata;
    const hash = createHash("sha256")
      .update(JSON.stringify([name, annotations]))
      .digest("hex")
      .slice(0, 8);
    return { ...metadata, name: name.replace(/[0-9a-f]{8}$/, hash) };
  });
}

function portList(annotation: string, ports: readonly number[]): Record<string, string> {
  return ports.length === 0 ? {} : { [annotation]: ports.join(",") };
}
