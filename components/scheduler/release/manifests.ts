import { parseAllDocuments, stringify } from "yaml";
import { isObject, type KubernetesObject, list } from "../../kubernetes/object.ts";

/**
 * The objects of a YAML stream as Kubernetes reads them: YAML 1.1 without times of day ("10:30" is no number) and without
 * dates; of a key that stands twice the last counts, as one of the chart's does. Lists are opened up.
 */
export function parseManifests(yaml: string): readonly KubernetesObject[] {
  const documents = parseAllDocuments(yaml, {
    customTags: withoutTimes,
    logLevel: "error",
    uniqueKeys: false,
    version: "1.1",
  });
  return documents.flatMap((document) => {
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

/** The types of the library's tags are those of all versions of YAML at once. */
function withoutTimes(tags: unknown): never {
  const kept = (tags as { tag?: string; format?: string }[]).filter(
    ({ format, tag }) => format !== "TIME" && tag !== "tag:yaml.org,2002:timestamp",
  );
  return kept as never;
}

/** The objects as a YAML stream that Helm reads, with sorted keys. */
export function formatManifests(objects: readonly KubernetesObject[]): string {
  return objects
    .map((object) => `---\n${stringify(object, { lineWidth: 0, sortMapEntries: true, version: "1.1" })}`)
    .join("");
}
