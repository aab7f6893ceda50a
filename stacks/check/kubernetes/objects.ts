import { createHash, randomBytes } from "node:crypto";
import { appliedFields } from "./applied.ts";
import {
  array,
  at,
  isObject,
  type Json,
  type JsonObject,
  mapValues,
  object,
  renameKeys,
  text,
  without,
} from "./json.ts";

/** Marks a name that was made up here, so that a replacement may take another one. */
export const AUTONAMED = "pulumi.com/autonamed";

/** What the API server adds to metadata; never an input, and of no use in a state. */
const SERVER_METADATA = [
  "creationTimestamp",
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "generation",
  "managedFields",
  "resourceVersion",
  "uid",
];

/** `given` is the kind of the inputs: a Patch of a custom kind is known by it alone. */
export function kindOf(type: string, given?: unknown): { apiVersion: string; kind: string } {
  const [, apiVersion = "", kind = ""] = type.split(":");
  return {
    apiVersion: apiVersion === "core/v1" ? "v1" : apiVersion,
    kind: isPatch(type, given) ? kind.slice(0, -"Patch".length) : kind,
  };
}

/** Whether the type only sets fields of an object that may be there already; a custom kind may have such a name too. */
export function isPatch(type: string, given?: unknown): boolean {
  const [, apiVersion = "", kind = ""] = type.split(":");
  return /.Patch$/.test(kind) && (isBuiltIn(apiVersion) || kind === `${given}Patch`);
}

/** Built-in groups are single words or end in `.k8s.io`; those of custom kinds are other domain names. */
export function isBuiltIn(apiVersion: string): boolean {
  const [group = ""] = apiVersion.split("/");
  return !group.includes(".") || group.endsWith(".k8s.io");
}

/** Type token of an object, the reverse of {@link kindOf}. */
export function typeOf(manifest: JsonObject): string {
  const apiVersion = text(manifest["apiVersion"]);
  return `kubernetes:${apiVersion === "v1" ? "core/v1" : apiVersion}:${text(manifest["kind"])}`;
}

export function nameOf(manifest: Json | undefined): string {
  return text(at(manifest, "metadata", "name"));
}

export function namespaceOf(manifest: Json | undefined): string {
  return text(at(manifest, "metadata", "namespace"));
}

export function annotation(manifest: Json | undefined, name: string): string {
  return text(at(manifest, "metadata", "annotations", name));
}

/** How the object is called in messages: "StatefulSet data/registry". */
export function label(manifest: JsonObject): string {
  return `${text(manifest["kind"])} ${idOf(manifest)}`;
}

/** The id in Pulumi's state: "namespace/name", or "name" outside namespaces. */
export function idOf(manifest: JsonObject): string {
  return [namespaceOf(manifest), nameOf(manifest)].filter((part) => part !== "").join("/");
}

export function parseId(id: string): { namespace: string; name: string } {
  const parts = id.split("/");
  return { namespace: parts.length > 1 ? (parts[0] ?? "") : "", name: parts.at(-1) ?? "" };
}

export function withMetadata(manifest: JsonObject, change: JsonObject): JsonObject {
  return { ...manifest, metadata: { ...object(manifest["metadata"]), ...change } };
}

/** "web" becomes "web-1f0c9a2b": two objects of one resource can exist at once while one replaces the other. */
export function autoname(name: string, seed: Uint8Array = randomBytes(8)): string {
  const suffix = createHash("sha256").update(seed).digest("hex").slice(0, 8);
  const stem = name.toLowerCase().replace(/[^a-z0-9-]+/g, "-");
  return `${stem.slice(0, 54).replace(/^-+|-+$/g, "")}-${suffix}`;
}

/**
 * The server-side apply manager of one resource of one stack.
 *
 * It comes from the URN alone. So an object that an interrupted run left behind can be told from anybody else's.
 */
export function fieldManager(urn: string): string {
  return `pulumi-kubernetes-${createHash("sha256").update(urn).digest("hex").slice(0, 12)}`;
}

export function isManagedBy(live: JsonObject, manager: string): boolean {
  return array(at(live, "metadata", "managedFields")).some((entry) => at(entry, "manager") === manager);
}

/** Pulumi's SDKs cannot name properties with dashes, so schemas of custom kinds arrive as `x_kubernetes_...`. */
export function toServer(manifest: JsonObject): JsonObject {
  return object(renameKeys(manifest, (key) => (key.startsWith("x_kubernetes_") ? key.replaceAll("_", "-") : key)));
}

export function fromServer(manifest: JsonObject): JsonObject {
  return object(renameKeys(manifest, (key) => (key.startsWith("x-kubernetes-") ? key.replaceAll("-", "_") : key)));
}

/** A live object as it is kept in the state: the server's bookkeeping changes at every write and says nothing. */
export function forState(live: JsonObject): JsonObject {
  return fromServer({ ...live, metadata: without(object(live["metadata"]), "managedFields") });
}

/** A live object as a dry run shows it: without what only a real write decides. */
export function forPreview(live: JsonObject): JsonObject {
  return without({ ...fromServer(live), metadata: without(object(live["metadata"]), ...SERVER_METADATA) }, "status");
}

/** Inputs that would make the object, for an import: what was applied, or all there is. */
export function asInputs(live: JsonObject): JsonObject {
  return withoutNulls(forPreview(appliedFields(live) ?? live));
}

function withoutNulls(value: JsonObject): JsonObject {
  const entries = Object.entries(value).filter(([, inner]) => inner !== null);
  return mapValues(Object.fromEntries(entries), (inner) => (isObject(inner) ? withoutNulls(inner) : inner));
}
