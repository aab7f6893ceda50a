import { field, type KubernetesObject } from "../../kubernetes/object.ts";
import { type SchedulerSpec, type ServerName, serverNames } from "../types.ts";
import { type Context, contextOf, serverObjectName } from "./context.ts";
import { labelled } from "./labels.ts";
import { role, roleBinding, serviceAccount } from "./rbac.ts";
import { service } from "./services.ts";
import { deployment, statefulSet } from "./workload.ts";

export type { KubernetesObject } from "../../kubernetes/object.ts";
export { othersFields } from "./replicas.ts";

/**
 * Adds what the chart lacks to an object that it rendered, and repairs what it gets wrong. Pure; doing it twice changes
 * nothing; a field that no rule is about stays as it is, and so does an object that is not the chart's.
 */
export function harden(object: KubernetesObject, spec: SchedulerSpec): KubernetesObject {
  const { kind } = object;
  const { name } = field(object, "metadata");
  if (typeof kind !== "string" || !belongs(name, spec)) return object;

  const server = serverOf(name, spec);
  const marked = labelled(object, spec, server);
  if (server !== undefined) return serverRules[kind]?.(marked, contextOf(spec, server)) ?? marked;
  return releaseRules[kind]?.(marked) ?? marked;
}

const serverRules: Readonly<Record<string, (object: KubernetesObject, context: Context) => KubernetesObject>> = {
  Deployment: deployment,
  Service: service,
  StatefulSet: statefulSet,
};

const releaseRules: Readonly<Record<string, (object: KubernetesObject) => KubernetesObject>> = {
  Role: role,
  RoleBinding: roleBinding,
  ServiceAccount: serviceAccount,
};

const belongs = (name: unknown, spec: SchedulerSpec): name is string =>
  typeof name === "string" && (name === spec.name || name.startsWith(`${spec.name}-`));

/** The server that an object is of, by the names of the chart: R-<server>, and R-<server>-headless for a Service. */
function serverOf(name: string, spec: SchedulerSpec): ServerName | undefined {
  return serverNames.find((server) =>
    [serverObjectName(spec, server), `${serverObjectName(spec, server)}-headless`].includes(name),
  );
}
