import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Key } from "../../policies/core/field.ts";
import type { PolicyObject } from "../../policies/core/object.ts";
import { roleOf } from "../../policies/core/roles.ts";
import { type ObjectName, objects } from "../../policies/examples/environment.ts";
import { type Example, keys, type Setting } from "../../policies/examples/example.ts";
import { manifests } from "../../policies/sources/manifests.ts";

/** Every object of an environment, as reviewed in test/golden. */
export function golden(environment: string): readonly PolicyObject[] {
  const folder = join(__dirname, "../golden", environment);
  return readdirSync(folder).flatMap((file) => manifests(readFileSync(join(folder, file), "utf8"), file));
}

/** The object that stands where the example's does: of its kind and, for a workload, of its role. */
export function counterpart(all: readonly PolicyObject[], name: ObjectName): PolicyObject | undefined {
  const model = objects[name];
  const role = roleIn(model);
  return all.find(
    (it) => it.type === model.type && (role === undefined ? it.name.endsWith(tail(model)) : roleIn(it) === role),
  );
}

const tail = ({ name }: PolicyObject) => name.replace(/^dolphinscheduler/, "").replace(/-registry$/, "-zookeeper");

function roleIn({ properties, name }: PolicyObject) {
  const { metadata, spec } = properties as {
    metadata?: { labels?: object };
    spec?: { template?: { metadata?: { labels?: object } } };
  };
  const labels = { ...spec?.template?.metadata?.labels, ...metadata?.labels };
  return roleOf({ labels: { ...labels, "app.kubernetes.io/part-of": "dolphinscheduler" }, name, images: [] });
}

/** The name of the golden environment's namespace and of its instance in place of the examples'. */
const renamedText = (json: string) =>
  json
    .replaceAll('"namespace":"data"', '"namespace":"dolphinpod-full"')
    .replaceAll('"app.kubernetes.io/instance":"dolphinscheduler"', '"app.kubernetes.io/instance":"ds"')
    .replaceAll(/"dolphinscheduler-(?=[a-z-]+")/g, '"ds-');

const renamedValue = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(renamedText(JSON.stringify(value)));

/** What an example adds beside the environment, under the golden environment's names. */
export function renamed(object: PolicyObject): PolicyObject {
  return { ...object, properties: renamedValue(object.properties) };
}

/** The example's settings at the golden object's places: variables and volumes are found by name. */
export function settingsIn(here: PolicyObject, { on, set = [] }: Example): readonly Setting[] {
  const model = typeof on === "string" ? objects[on] : on;
  return set.map(([path, value]) => [placed(keys(path), model, here, value), renamedValue(value)]);
}

function placed(path: readonly Key[], model: PolicyObject, here: PolicyObject, value: unknown): readonly Key[] {
  const list = path.findIndex((key) => key === "env" || key === "volumes");
  if (list < 0 || path.length === list + 1) return path;
  const above = path.slice(0, list + 1);
  const name = nameOf(value) ?? nameOf(at(model, path.slice(0, list + 2)));
  const entries = (at(here, above) ?? []) as readonly unknown[];
  const index = entries.findIndex((entry) => nameOf(entry) === name);
  return [...above, index < 0 ? entries.length : index, ...path.slice(list + 2)];
}

const nameOf = (value: unknown) =>
  typeof value === "object" && value !== null && "name" in value ? value.name : undefined;

const at = ({ properties }: PolicyObject, path: readonly Key[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    properties,
  );
