import { Field, type Key } from "./field.ts";
import { type Chart, composed, labels, type Manifest, manifest, orDefault, untraced } from "./made-parts.ts";
import { ObjectView } from "./model.ts";
import type { PolicyObject } from "./object.ts";
import { type ServerRole, serverRoles } from "./roles.ts";
import { release } from "./types.ts";
import { hiddenValues } from "./values.ts";

/**
 * Objects of a DolphinScheduler's release, as far as its values decide them, so that what is said about objects holds
 * for values too. Empty for everything else.
 *
 * A value stands in such an object as a field of the release and keeps its place there: what a rule finds at it, is found
 * in the values. What a rule finds elsewhere is the chart's own, which nobody has seen, and counts for nothing.
 */
export function madeOf(object: PolicyObject): readonly PolicyObject[] {
  if (object.type !== release) return [];
  const known = made.get(object);
  if (known) return known;
  const view = new ObjectView(object, untraced);
  const values = hiddenValues(view);
  const objects = values ? objectsOf({ object, values, namespace: view.at("namespace"), name: nameOf(view) }) : [];
  made.set(object, objects);
  return objects;
}

/** Whether a place is one of the values that made an object. */
export const isOfValues = (path: readonly Key[]): boolean => path[0] === "values";

const made = new WeakMap<PolicyObject, readonly PolicyObject[]>();

const nameOf = (view: ObjectView) => view.at("name").text ?? view.object.name;

function objectsOf(chart: Chart): readonly PolicyObject[] {
  const { values } = chart;
  return [
    ...serverRoles.filter((role) => values.at(role, "enabled").flag !== false).map((role) => server(chart, role)),
    service(chart),
    ...optional(chart, values.at("worker", "keda"), workerScaler(chart.name)),
    ...optional(chart, values.at("ingress"), userInterface),
    settings(chart),
  ];
}

/** An object that is not there unless it is switched on. */
interface Switched extends Omit<Manifest, "rest"> {
  readonly spec: (part: Field) => object;
}

/** Where it is not known whether it is on, nothing of its spec is. */
function optional(chart: Chart, part: Field, { spec, ...rest }: Switched): readonly PolicyObject[] {
  const enabled = part.at("enabled");
  if (!enabled.unknown && enabled.flag !== true) return [];
  return [manifest(chart, { ...rest, rest: { spec: enabled.unknown ? enabled : spec(part) } })];
}

function server(chart: Chart, role: ServerRole): PolicyObject {
  const { name, values } = chart;
  const own = values.at(role);
  const isStateful = role === "master" || role === "worker";
  const container = {
    name: `${name}-${role}`,
    image: image(values.at("image"), role),
    // The chart gives the second by envFrom, which a container's own variables win over.
    env: [...databaseVariables(values), ...variables(values.at("common", "configmap")), ...variables(own.at("env"))],
    resources: own.at("resources"),
  };
  return manifest(chart, {
    apiVersion: "apps/v1",
    kind: isStateful ? "StatefulSet" : "Deployment",
    suffix: role,
    metadata: { labels: labels(name, role) },
    rest: {
      spec: {
        replicas: own.at("replicas"),
        template: { metadata: { labels: labels(name, role) }, spec: { containers: [container] } },
      },
    },
  });
}

function image(at: Field, role: ServerRole): Field {
  const file = orDefault(at.at(role), `dolphinscheduler-${role === "alert" ? "alert-server" : role}`);
  const parts = [orDefault(at.at("registry"), "apache"), file, orDefault(at.at("tag"), "latest")];
  return composed(at, parts, (registry, repository, tag) => `${registry}/${repository}:${tag}`);
}

/** The chart writes every value as a text. */
function variables(map: Field): readonly unknown[] {
  const known = map.fields
    .filter((at) => !at.absent)
    .map((at) => ({ name: new Field(at.key, untraced, at.path), value: composed(at, [at], String) }));
  const others = map.unknown ? [map] : map.partial ? [map.at("*")] : [];
  return [...others.map((at) => ({ name: at, value: at })), ...known];
}

function databaseVariables(values: Field): readonly unknown[] {
  if (values.at("postgresql", "enabled").flag !== false || values.at("mysql", "enabled").flag === true) return [];
  const database = values.at("externalDatabase");
  const host = database.at("host").text ?? "database";
  const parts = [orDefault(database.at("type"), "postgresql"), database.at("params")];
  const url = composed(database.at("params"), parts, (type, params) => `jdbc:${type}://${host}/database?${params}`);
  return [{ name: "SPRING_DATASOURCE_URL", value: url }];
}

/** The only Service whose kind the values choose; it has the Python gateway's port beside the API's. */
function service(chart: Chart): PolicyObject {
  const at = chart.values.at("api", "service");
  const port = (name: string, number: number) => new Field({ name, port: number }, untraced, at.path);
  return manifest(chart, {
    apiVersion: "v1",
    kind: "Service",
    suffix: "api",
    metadata: { annotations: at.at("annotations") },
    rest: {
      spec: {
        externalIPs: at.at("externalIPs"),
        ports: [port("api-port", 12345), port("python-api-port", 25333)],
        type: orDefault(at.at("type"), "ClusterIP"),
      },
    },
  });
}

const workerScaler = (name: string): Switched => ({
  apiVersion: "keda.sh/v1alpha1",
  kind: "ScaledObject",
  suffix: "worker",
  metadata: { labels: labels(name, "worker") },
  spec: (at) => ({
    advanced: at.at("advanced"),
    maxReplicaCount: orDefault(at.at("maxReplicaCount"), 3),
    minReplicaCount: at.at("minReplicaCount"),
    scaleTargetRef: { kind: "StatefulSet", name: new Field(`${name}-worker`, untraced, at.path) },
  }),
});

const userInterface: Switched = {
  apiVersion: "networking.k8s.io/v1",
  kind: "Ingress",
  suffix: "ingress",
  spec: (at) => {
    const tls = at.at("tls", "enabled");
    const host = orDefault(at.at("host"), "dolphinscheduler.org");
    return { rules: [{ host }], tls: tls.flag === true ? [{ hosts: [host] }] : tls };
  },
};

/** The file that every server reads; what of it a rule is about. */
function settings(chart: Chart): PolicyObject {
  const type = chart.values.at("conf", "common").at("resource.storage.type");
  const text = type.absent ? type : composed(type, [type], (value) => `resource.storage.type=${value}`);
  return manifest(chart, {
    apiVersion: "v1",
    kind: "ConfigMap",
    suffix: "configs",
    rest: { data: { "common.properties": text } },
  });
}
