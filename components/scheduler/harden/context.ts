import { change, changeList, isObject, type KubernetesObject } from "../../kubernetes/object.ts";
import type { SchedulerSpec, ServerName, ServerSpec } from "../types.ts";
import type { ApplicationVersion, ServerFacts } from "../versions/index.ts";
import { applicationVersion } from "../versions/index.ts";

/** What a rule about a server's pod may ask. */
export interface Context {
  readonly spec: SchedulerSpec;
  readonly server: ServerName;
  readonly settings: ServerSpec;
  readonly version: ApplicationVersion;
  readonly facts: ServerFacts;
}

/** A rule about the pod of a server: takes a pod spec, returns a better one. */
export type PodRule = (pod: KubernetesObject, context: Context) => KubernetesObject;

/** A rule about the server's own container. */
export type ContainerRule = (container: KubernetesObject, context: Context) => KubernetesObject;

export function contextOf(spec: SchedulerSpec, server: ServerName): Context {
  const version = applicationVersion(spec.version);
  return { spec, server, settings: spec.servers[server], version, facts: version.servers[server] };
}

/** Name of the workload, ServiceAccount and container of a server. */
export function serverObjectName(spec: Pick<SchedulerSpec, "name">, server: ServerName): string {
  return `${spec.name}-${server}`;
}

/** A pod rule that changes the server's container and leaves others, such as a mesh's, alone. */
export function onContainer(rule: ContainerRule): PodRule {
  return (pod, context) =>
    changeList(pod, "containers", (containers) =>
      containers.map((container) =>
        isObject(container) && container["name"] === serverObjectName(context.spec, context.server)
          ? rule(container, context)
          : container,
      ),
    );
}

export const all =
  (...rules: PodRule[]): PodRule =>
  (pod, context) =>
    rules.reduce((current, rule) => rule(current, context), pod);

/** Changes the pod template of a workload. */
export function onTemplate(
  workload: KubernetesObject,
  by: (template: KubernetesObject) => KubernetesObject,
): KubernetesObject {
  return change(workload, "spec", (spec) => change(spec, "template", by));
}
