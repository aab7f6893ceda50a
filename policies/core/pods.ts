import type { Field } from "./field.ts";
import type { ObjectView } from "./model.ts";
import { isServer } from "./roles.ts";

/** Containers of the server itself: a helper beside it, such as a mesh's proxy, has a life of its own. */
export function serverContainers(object: ObjectView): readonly Field[] {
  const { containers, role } = object;
  if (role === undefined) return [];
  if (!isServer(role)) return containers.slice(0, 1);
  const named = containers.filter((container) => container.at("name").text?.endsWith(role));
  return named.length > 0 ? named : containers.slice(0, 1);
}

/** The variable of a container; an absent field when there is none. */
export function variable(container: Field, name: string): Field {
  const variables = container.at("env");
  const index = variables.items.findIndex((entry) => entry.at("name").text === name);
  return variables.at(index < 0 ? variables.items.length : index, "value");
}

/** The mount that a folder lies in: the folder's own or one above it. */
export function mountOf(container: Field, folder: string): Field | undefined {
  const around = (path: string) => folder === path || folder.startsWith(`${path.replace(/\/$/, "")}/`);
  const mounts = container.at("volumeMounts").items.filter((mount) => around(mount.at("mountPath").text ?? ""));
  const depth = (mount: Field) => mount.at("mountPath").text?.length ?? 0;
  return mounts.sort((a, b) => depth(b) - depth(a))[0];
}

/** Names of the claims that a StatefulSet makes for each of its pods. */
export function claimNames(object: ObjectView): readonly (string | undefined)[] {
  return object.at("spec", "volumeClaimTemplates").items.map((claim) => claim.at("metadata", "name").text);
}

/** What the container starts with, in one text. */
export function commandLine(container: Field): string {
  return [...container.at("command").items, ...container.at("args").items].map(({ text }) => text ?? "").join(" ");
}

/** Labels of the pods that a workload makes. */
export function podLabels(object: ObjectView): Field {
  return (object.podTemplate ?? object.root).at("metadata", "labels");
}

/** Whether a selector's matchLabels are all among the labels; an empty selector selects everything. */
export function selects(matchLabels: Field, labels: Field): boolean {
  return matchLabels.fields.every((label) => label.text !== undefined && labels.at(label.key).text === label.text);
}
