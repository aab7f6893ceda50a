import { type Document, isCollection, LineCounter, parseAllDocuments } from "yaml";
import { asKubernetesReads } from "../../components/kubernetes/yaml.ts";
import { isRecord } from "../../stacks/config/problems.ts";
import { kubernetesType, type PolicyObject } from "../core/object.ts";

/** Objects of a file of Kubernetes manifests, as Kubernetes reads it: documents one after the other, and lists. */
export function manifests(text: string, file: string): readonly PolicyObject[] {
  const lines = new LineCounter();
  return parseAllDocuments(text, { ...asKubernetesReads, lineCounter: lines }).flatMap((document) => {
    const [error] = "errors" in document ? document.errors : [];
    if (error) throw new Error(`${file}: ${error.message}`);
    const line = lines.linePos(startOf(document)).line;
    return objectsOf(document.toJS(), { file, line });
  });
}

function startOf(document: Document): number {
  return isCollection(document.contents) ? (document.contents.range?.[0] ?? 0) : 0;
}

/** The objects of a document that was read: itself, or the items of a list, with or without a kind. */
export function objectsOf(
  document: unknown,
  where: { readonly file?: string; readonly line?: number },
): PolicyObject[] {
  if (Array.isArray(document)) return document.flatMap((item) => objectsOf(item, where));
  if (!isRecord(document)) return [];
  const { apiVersion, kind, items, metadata } = document;
  if (Array.isArray(items) && typeof kind === "string" && kind.endsWith("List")) {
    return items.flatMap((item) => objectsOf(item, where));
  }
  if (typeof apiVersion !== "string" || typeof kind !== "string") return [];
  const { name, namespace } = isRecord(metadata) ? metadata : {};
  const named = [namespace, name].filter((it) => typeof it === "string").join("/");
  return [{ type: kubernetesType(apiVersion, kind), name: named, protect: false, properties: document, ...where }];
}
