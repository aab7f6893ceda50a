import { nativeSidecar } from "../../components/mesh/linkerd.ts";
import type { PolicyObject } from "../../policies/core/object.ts";
import { changed, type Setting } from "../../policies/examples/example.ts";

/** A mistake that takes more than one place, in an environment that is ready for it. */
export interface WholeMistake {
  readonly rule: string;
  readonly ready?: (all: readonly PolicyObject[]) => readonly PolicyObject[];
  readonly mistake: (all: readonly PolicyObject[]) => readonly PolicyObject[];
  readonly also?: readonly string[];
}

/** A Job's name ends with a hash of its pod, which is no part of what the object is called here. */
const isCalled = ({ type, name }: PolicyObject, kind: string, wanted: string) =>
  type.endsWith(`:${kind}`) && name.replace(/-[0-9a-f]{8}$/, "").endsWith(`/${wanted}`);

const set =
  (kind: string, name: string, ...settings: readonly Setting[]) =>
  (all: readonly PolicyObject[]) =>
    all.map((it) => (isCalled(it, kind, name) ? changed(it, settings) : it));

const pod = "spec.template.spec";
const inject = ["spec", "template", "metadata", "annotations", "linkerd.io/inject"];
const opaquePorts = ["metadata", "annotations", "config.linkerd.io/opaque-ports"];
const role = ["metadata", "annotations", "eks.amazonaws.com/role-arn"];

const withoutNativeProxy: readonly Setting[] = nativeSidecar.map((key) => [
  ["spec", "template", "metadata", "annotations", key],
]);

/** The environment in a mesh: a proxy beside every server, none beside a Job, and no look into what it cannot read. */
function inMesh(all: readonly PolicyObject[]): readonly PolicyObject[] {
  return all.map((it) => {
    if (/:(StatefulSet|Deployment)$/.test(it.type)) return changed(it, [[inject, "enabled"]]);
    if (it.type.endsWith(":Job")) return changed(it, [[inject, "disabled"]]);
    if (!it.type.endsWith(":Service")) return it;
    const { spec } = it.properties as { spec: { ports: readonly { port: number }[] } };
    return changed(it, [[opaquePorts, spec.ports.map(({ port }) => port).join(",")]]);
  });
}

/** All servers with another mode of TLS in their JDBC address. */
const jdbc = (from: string, to: string) => (all: readonly PolicyObject[]) =>
  all.map((it) => {
    const text = JSON.stringify(it.properties).replaceAll(`sslmode=${from}`, `sslmode=${to}`);
    return { ...it, properties: JSON.parse(text) };
  });

export const wholeMistakes: readonly WholeMistake[] = [
  {
    rule: "mesh-injection-coverage",
    ready: inMesh,
    mistake: set("Deployment", "ds-api", [inject, "disabled"]),
  },
  { rule: "mesh-injection-coverage", ready: inMesh, mistake: set("StatefulSet", "ds-worker", [inject]) },
  {
    rule: "mesh-jobs-terminate",
    ready: inMesh,
    mistake: set("Job", "ds-schema-3-2-2", [inject, "enabled"], ...withoutNativeProxy),
  },
  {
    rule: "mesh-opaque-ports-for-database-and-registry",
    ready: inMesh,
    mistake: set("Service", "ds-postgresql", [opaquePorts]),
  },
  { rule: "database-tls", ready: jdbc("disable", "require"), mistake: jdbc("require", "prefer") },
  {
    rule: "priority-class-set",
    ready: set("StatefulSet", "ds-worker", [`${pod}.priorityClassName`, "platform"]),
    mistake: set("StatefulSet", "ds-worker", [`${pod}.priorityClassName`]),
  },
  {
    rule: "seccomp-runtime-default",
    mistake: set(
      "Deployment",
      "ds-api",
      [`${pod}.securityContext.seccompProfile`],
      [`${pod}.containers.0.securityContext.seccompProfile`],
    ),
  },
  {
    rule: "spread-across-nodes",
    mistake: set("StatefulSet", "ds-worker", [`${pod}.affinity`], [`${pod}.topologySpreadConstraints`]),
  },
  {
    rule: "no-static-replicas-with-scaler",
    mistake: set("Deployment", "ds-api", ["spec.replicas", 2], [["metadata", "annotations", "dolphinpod.io/replicas"]]),
  },
  {
    rule: "replicas-within-role-limits",
    mistake: set("StatefulSet", "ds-master", ["spec.replicas", 60]),
    also: ["max-replicas-fit-db-connections"],
  },
  {
    rule: "scaler-within-role-limits",
    mistake: set("ScaledObject", "ds-worker", ["spec.minReplicaCount", 0]),
    also: ["keda-min-not-zero-in-production"],
  },
  {
    rule: "keda-min-not-zero-in-production",
    mistake: set("ScaledObject", "ds-worker", ["spec.minReplicaCount", 0]),
    also: ["scaler-within-role-limits"],
  },
  {
    rule: "network-policy-covers-pods",
    mistake: (all) =>
      all.filter((it) => !["default-deny", "worker"].some((name) => isCalled(it, "NetworkPolicy", `ds-${name}`))),
  },
  {
    rule: "one-role-per-component",
    ready: set("ServiceAccount", "ds-api", [role, "arn:aws:iam::123456789012:role/api"]),
    mistake: set("ServiceAccount", "ds-worker", [role, "arn:aws:iam::123456789012:role/api"]),
  },
  {
    rule: "log-volume-has-a-limit",
    mistake: (all) =>
      all.map((it) => {
        if (!isCalled(it, "Deployment", "ds-api")) return it;
        const text = JSON.stringify(it.properties).replaceAll(/"emptyDir":\{"sizeLimit":"[^"]+"\}/g, '"emptyDir":{}');
        return { ...it, properties: JSON.parse(text) };
      }),
  },
  {
    rule: "one-release-per-namespace",
    mistake: (all) => {
      const master = all.find((it) => isCalled(it, "StatefulSet", "ds-master"));
      const instance = ["metadata", "labels", "app.kubernetes.io/instance"];
      return master
        ? [
            ...all,
            changed(master, [
              ["metadata.name", "second-master"],
              [instance, "second"],
            ]),
          ]
        : all;
    },
  },
];
