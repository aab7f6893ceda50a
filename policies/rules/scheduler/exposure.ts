import type { Field } from "../../core/field.ts";
import type { Environment, ObjectView } from "../../core/model.ts";
import { backendsOf, closing, openings } from "../../core/routes.ts";
import type { EnvironmentRule, ObjectRule } from "../../core/rule.ts";
import { ingress, service } from "../../core/types.ts";

const text = { pack: "scheduler", star: true } as const;

const rpcPorts: ReadonlySet<number> = new Set([5678, 5679, 1234, 1235, 50052, 50053, 25333]);
const rpcNames: ReadonlySet<string> = new Set([
  "master-port",
  "worker-port",
  "alert-port",
  "actuator-port",
  "python-api-port",
]);
const storePorts: ReadonlySet<number> = new Set([5432, 3306, 2181, 2888, 3888, 2379, 2380]);

const noNames: ReadonlySet<string> = new Set();

/** Whether a Service's port, or the one of the pods that it leads to, is among them. */
const isAmong = (port: Field, wanted: ReadonlySet<number>, names: ReadonlySet<string>) =>
  [port.at("port"), port.at("targetPort")].some(({ number }) => number !== undefined && wanted.has(number)) ||
  [port.at("name"), port.at("targetPort")].some((it) => it.text !== undefined && names.has(it.text));

const portsOf = (object: ObjectView, wanted: ReadonlySet<number>, names = noNames) =>
  object.at("spec", "ports").items.filter((port) => isAmong(port, wanted, names));

/** The port of a Service that a backend names; the backend's own word where nobody shows the Service. */
function routedPort(environment: Environment, object: ObjectView, backend: Field): Field {
  const wanted = backend.at("port");
  const target = environment.in(object.namespace, service).find((it) => it.name === backend.at("name").text);
  const [name, number] = [wanted.at("name").text, wanted.at("number").number];
  const port = target
    ?.at("spec", "ports")
    .items.find((it) => (name !== undefined && it.at("name").text === name) || it.at("port").number === number);
  return port ?? wanted;
}

/** A port of a Service, or a backend's word for one. */
const isRpc = (port: Field) => isAmong(port, rpcPorts, rpcNames) || rpcPorts.has(port.at("number").number ?? 0);

export const schedulerRpcNotExposed: EnvironmentRule = {
  ...text,
  scope: "environment",
  id: "scheduler-rpc-not-exposed",
  title: "RPC, actuator and gateway are reached from inside only",
  severity: "critical",
  why: "These ports ask nobody who they are: whoever reaches a worker's runs commands on it.",
  remediation: "Keep their Services at ClusterIP and out of every Ingress; only api-port may be behind one.",
  link: "https://github.com/apache/dolphinscheduler/issues/12563",
  origin: "Chart section 7",
  evaluate: (environment) => {
    const fix = "Only api-port may be reached from outside.";
    const allowed = "ClusterIP, and no Ingress";
    const open = environment.of(service).flatMap((object) =>
      openings(object).flatMap((opening) =>
        portsOf(object, rpcPorts, rpcNames).map((at) => {
          const patch = closing(opening);
          return { object, at, allowed, fix, received: "an open port of a server", patch };
        }),
      ),
    );
    const routed = environment.of(ingress).flatMap((object) =>
      backendsOf(object)
        .filter((backend) => isRpc(backend.at("port")) || isRpc(routedPort(environment, object, backend)))
        .map((backend) => ({ object, at: backend.at("port"), allowed, fix, received: "a route to a server's port" })),
    );
    return [...open, ...routed];
  },
};

export const databaseReachableOnlyFromCluster: ObjectRule = {
  ...text,
  scope: "object",
  id: "database-reachable-only-from-cluster",
  title: "Database and registry are reached from inside only",
  severity: "critical",
  why: "The registry has no sign-in at all, and the database's password is all there is between the internet and every data source.",
  remediation: "Keep their Services at ClusterIP.",
  link: "https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types",
  origin: "Chart section 7",
  types: [service],
  evaluate: (object) =>
    openings(object).flatMap((opening) =>
      portsOf(object, storePorts).map((at) => ({
        at,
        received: opening.text
          ? `a port of ${opening.text} ${object.name}`
          : `a port of ${object.name}, at externalIPs`,
        allowed: "ClusterIP without externalIPs",
        fix: opening.text === undefined ? "Remove externalIPs." : "Write type: ClusterIP.",
        patch: closing(opening),
      })),
    ),
};

export const headlessPublishesNotReady: ObjectRule = {
  ...text,
  scope: "object",
  id: "headless-publishes-not-ready",
  title: "Masters and workers are found by name before they are ready",
  severity: "medium",
  why: "They register the name of their pod when they start. Until a pod is ready the headless Service does not know it, so the others cannot reach what is registered.",
  remediation: "Set publishNotReadyAddresses to true on the headless Services.",
  link: "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-hostname-and-subdomain-fields",
  origin: "Chart trap 16",
  types: [service],
  remediates: true,
  evaluate: (object) => {
    const server = /-(master|worker)(-headless)?$/.test(object.name);
    const at = object.at("spec", "publishNotReadyAddresses");
    const ours = portsOf(object, new Set([5678, 1234]), new Set(["master-port", "worker-port"])).length > 0;
    if (!server || !ours || object.at("spec", "clusterIP").text !== "None" || at.unknown || at.flag === true) return [];
    return [{ at, allowed: "true", fix: "Write true.", patch: { path: at.path, value: true } }];
  },
};

export const exposureRules = [schedulerRpcNotExposed, databaseReachableOnlyFromCluster, headlessPublishesNotReady];
