import type { RenderChart } from "./index.ts";
import { readChartInputs, template } from "./kubernetes/helm.ts";
import { type JsonObject, text } from "./kubernetes/json.ts";
import { idOf, namespaceOf, typeOf, withMetadata } from "./kubernetes/objects.ts";
import { hasUnknown, plainObject } from "./kubernetes/wire.ts";

/** Renders charts with a helm binary, and names the objects as the Kubernetes plugin does. */
export function renderWith(helm: string): RenderChart {
  return async (name, inputs) => {
    const known = inputs as JsonObject;
    if (hasUnknown(known))
      throw new Error(`The chart ${name} has inputs that only an update knows; nobody could see what it makes.`);
    const chart = readChartInputs(plainObject(known), name, "default");
    // Without a cluster to ask, helm assumes the version that it was built for and no custom kinds.
    const server = { version: "", capabilities: [] };
    const objects = await template(chart, server, AbortSignal.timeout(60_000), helm);
    return objects.map((object) => {
      const placed = isPlaced(object) ? object : withMetadata(object, { namespace: chart.namespace });
      const prefix = text(known["resourcePrefix"]) || name;
      return { type: typeOf(placed), name: `${prefix}:${idOf(placed)}`, inputs: placed };
    });
  };
}

/** Kinds outside namespaces that charts make (`kubectl api-resources --namespaced=false`). */
const clusterKinds = new Set([
  "APIService",
  "ClusterIssuer",
  "ClusterRole",
  "ClusterRoleBinding",
  "CustomResourceDefinition",
  "IngressClass",
  "MutatingWebhookConfiguration",
  "Namespace",
  "PersistentVolume",
  "PriorityClass",
  "RuntimeClass",
  "StorageClass",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
]);

const isPlaced = (object: JsonObject) => namespaceOf(object) !== "" || clusterKinds.has(text(object["kind"]));
