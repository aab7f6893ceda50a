import { parseAllDocuments, stringify } from "yaml";
import { isObject, type KubernetesObject, list } from "../../kubernetes/object.ts";
import { asKubernetesReads } from "../../kubernetes/yaml.ts";

/** The objects of a YAML stream as Kubernetes reads them. One of the chart's has a key twice. Lists are opened up. */
export function parseManifests(yaml: string): readonly KubernetesObject[] {
  return parseAllDocuments(yaml, asKubernetesReads).flatMap((document) => {
    const [error] = "errors" in document ? document.errors : [];
    if (error !== undefined) throw new Error(`The manifests are no YAML: ${error.message}`);
    return opened(document.toJS());
  });
}

function opened(document: unknown): readonly KubernetesObject[] {
  if (!isObject(document) || Object.keys(document).length === 0) return [];
  return String(document["kind"]).endsWith("List") && Array.isArray(document["items"])
    ? list(document, "items").flatMap(opened)
    : [document];
}

/** The objects as a YAML stream that Helm reads, with sorted keys. */
export function formatManifests(objects: readonly KubernetesObject[]): string {
  return objects
    .map((object) => `---\n${stringify(object, { lineWidth: 0, sortMapEntries: true, version: "1.1" })}`)
    .join("");
}
