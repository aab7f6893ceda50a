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

/** The variable of a container, the last where it is said twice, as in Kubernetes; an absent field when there is none. */
export function variable(container: Field, name: string): Field {
  const variables = container.at("env");
  const index = variables.items.findLastIndex((entry) => entry.at("name").text === name);
  return variables.at(index < 0 ? variables.items.length : index, "value");
}

/** Names of the claims that a StatefulSet makes for each of its pods. */
export function claimNames(object: ObjectView): readonly (string | undefined)[] {
  return object.at("spec", "volumeClaimTemplates").items.map((claim) => claim.at("metadata", "name").text);
}

/** Labels of the pods that a workload makes. */
export function podLabels(object: ObjectView): Field {
  return (object.podTemplate ?? object.root).at("metadata", "labels");
}

/** Whether all wanted labels are there: what a Service's selector asks. */
export function carries(labels: Field, wanted: Field): boolean {
  return wanted.fields.every((label) => label.text !== undefined && labels.at(label.key).text === label.text);
}

/** Whether a label selector takes what has these labels; an empty one takes everything. */
export function selects(selector: Field, labels: Field): boolean {
  return (
    carries(labels, selector.at("matchLabels")) &&
    selector.at("matchExpressions").items.every((expression) => meets(labels, expression))
  );
}

function meets(labels: Field, expression: Field): boolean {
  const label = labels.at(expression.at("key").text ?? "");
  const isListed = expression.at("values").items.some(({ text }) => text !== undefined && text === label.text);
  switch (expression.at("operator").text) {
    case "In":
      return isListed;
    case "NotIn":
      return !isListed;
    case "Exists":
      return label.present;
    case "DoesNotExist":
      return label.absent;
    default:
      return false;
  }
}

/** Labels of pods that a controller makes: cert-manager's, which answer the authority, and CloudNativePG's instances. */
const ofOthers = ["acme.cert-manager.io/http01-solver", "cnpg.io/cluster", "cnpg.io/poolerName"];

/** Whether a selector asks for pods that a controller makes, which no program shows. */
export const isOfOthers = (labels: readonly string[]): boolean => ofOthers.some((label) => labels.includes(label));
