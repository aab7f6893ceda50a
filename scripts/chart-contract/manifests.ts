import { parseAllDocuments, type YAMLParseError } from "yaml";

export interface Manifest {
  /** `Kind/name`, unique in a render of one namespace. */
  readonly id: string;
  readonly object: unknown;
}

/**
 * The objects of a rendered chart.
 *
 * Duplicate keys are read as Helm reads them (the last one wins) and kept under `(duplicate keys)`: they are a defect
 * that a comparison must see and that a plain parse would hide.
 */
export function parseManifests(rendered: string): Manifest[] {
  return parseAllDocuments(rendered, { stringKeys: true }).flatMap((document) => {
    const fatal = document.errors.filter((error) => error.code !== "DUPLICATE_KEY");
    if (fatal[0]) throw new Error(`The chart rendered a document that is not YAML: ${fatal[0].message}`);
    const object: unknown = document.toJS();
    if (!isRecord(object)) return [];
    const duplicates = document.errors.map((error) => keyAt(rendered, error));
    return [
      { id: idOf(object), object: duplicates.length > 0 ? { ...object, "(duplicate keys)": duplicates } : object },
    ];
  });
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function idOf(object: Record<string, unknown>): string {
  const name = isRecord(object["metadata"]) ? object["metadata"]["name"] : undefined;
  return `${String(object["kind"])}/${String(name)}`;
}

function keyAt(text: string, error: YAMLParseError): string {
  return /^[^:\s]+/.exec(text.slice(error.pos[0]))?.[0] ?? "?";
}
