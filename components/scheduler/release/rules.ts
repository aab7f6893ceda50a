import { createHash } from "node:crypto";
import { serverObjectName } from "../harden/context.ts";
import { harden, type KubernetesObject } from "../harden/index.ts";
import { type SchedulerSpec, serverNames } from "../types.ts";
import type { Adapt } from "./types.ts";

/** Pulumi's type of an object: "kubernetes:apps/v1:StatefulSet". */
export function typeOf({ apiVersion, kind }: KubernetesObject): string {
  return `kubernetes:${apiVersion === "v1" ? "core/v1" : apiVersion}:${kind}`;
}

/** An object of the chart as it is to be in the cluster. */
export function finished(object: KubernetesObject, spec: SchedulerSpec, adapt: Adapt): KubernetesObject {
  return adapt(typeOf(object), harden(object, spec));
}

/**
 * Checksum of what the rules make of bare objects. It changes with the specification, and also when another version of
 * the rules makes something else of the same one: Helm would see the same values and do nothing.
 */
export function rulesChecksum(spec: SchedulerSpec, adapt: Adapt): string {
  const made = bareObjects(spec).map((object) => finished(object, spec, adapt));
  return createHash("sha256").update(sortedJson(made)).digest("hex");
}

/** JSON that does not depend on the order of keys. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, it: unknown) =>
    typeof it === "object" && it !== null && !Array.isArray(it)
      ? Object.fromEntries(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1)))
      : it,
  );
}

/** One of each that the rules are about, with as little in it as they need. */
function bareObjects(spec: SchedulerSpec): readonly KubernetesObject[] {
  const servers = serverNames.flatMap((server) => {
    const name = serverObjectName(spec, server);
    const labels = { "app.kubernetes.io/component": server, "app.kubernetes.io/instance": spec.name };
    const pod = { containers: [{ name, volumeMounts: [{ mountPath: "", subPath: "common.properties" }] }] };
    const isStateful = server === "master" || server === "worker";
    return [
      {
        apiVersion: "apps/v1",
        kind: isStateful ? "StatefulSet" : "Deployment",
        metadata: { name },
        spec: { replicas: 1, template: { metadata: { labels }, spec: pod } },
      },
      {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: isStateful ? `${name}-headless` : name },
        spec: { ports: [], selector: labels },
      },
    ];
  });
  const metadata = { name: spec.name };
  return [
    ...servers,
    { apiVersion: "v1", kind: "ServiceAccount", metadata },
    { apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", metadata, rules: [{}] },
    { apiVersion: "rbac.authorization.k8s.io/v1", kind: "RoleBinding", metadata, subjects: [{}] },
  ];
}
