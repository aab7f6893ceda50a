import { at, type JsonObject, object, text } from "../../../stacks/check/kubernetes/json.ts";
import {
  AUTONAMED,
  annotation,
  autoname,
  isBuiltIn,
  kindOf,
  nameOf,
  namespaceOf,
  withMetadata,
} from "../../../stacks/check/kubernetes/objects.ts";
import { isUnknown, markSecrets, plain, plainObject } from "../../../stacks/check/kubernetes/wire.ts";
import type { Discovery } from "./discovery.ts";
import type { Checked } from "./protocol.ts";
import type { Urn } from "./urn.ts";

/** Types of the official plugin that are no single Kubernetes object. */
const NOT_OBJECTS = ["helm.sh/v3", "helm.sh/v2", "yaml", "kustomize"];

export function unsupported(urn: Urn): string | undefined {
  const { apiVersion, kind } = kindOf(urn.type);
  const why = "is not supported by the lab's stand-in for the Kubernetes plugin";
  if (NOT_OBJECTS.some((prefix) => apiVersion.startsWith(prefix))) return `${urn.type} ${why}`;
  if (/.List$/.test(kind) && isBuiltIn(apiVersion)) return `${urn.type} ${why}: use ${kind.slice(0, -4)}`;
  return undefined;
}

/** Inputs made whole: kind, name and namespace filled in, secrets marked. */
export async function checkInputs(
  urn: Urn,
  olds: JsonObject,
  news: JsonObject,
  seed: Uint8Array,
  scope: { discovery: Discovery; namespace: string },
): Promise<Checked> {
  const reason = unsupported(urn);
  if (reason) return { inputs: news, failures: [{ property: "", reason }] };
  const { apiVersion, kind } = kindOf(urn.type, at(plain(news), "kind"));
  let inputs: JsonObject = { ...news, apiVersion: news["apiVersion"] ?? apiVersion, kind: news["kind"] ?? kind };
  const failures = validate(plainObject(inputs), apiVersion, kind);
  if (failures.length > 0) return { inputs, failures };

  if (at(plain(inputs), "metadata", "name") === undefined) inputs = named(urn, plainObject(olds), inputs, seed);
  const resource = await scope.discovery.find(apiVersion, kind);
  // A kind that nobody has defined yet gets its namespace when it is created.
  if (resource?.namespaced && at(plain(inputs), "metadata", "namespace") === undefined) {
    inputs = withMetadata(inputs, { namespace: scope.namespace });
  }
  return { inputs: markSecrets(inputs, news), failures: [] };
}

function validate(manifest: JsonObject, apiVersion: string, kind: string): Checked["failures"] {
  const failures: Checked["failures"] = [];
  const expect = (property: string, value: unknown, allowed: string, fine: boolean) => {
    if (!fine) failures.push({ property, reason: `${property}: ${JSON.stringify(value)} is not ${allowed}` });
  };
  expect(
    "apiVersion",
    manifest["apiVersion"],
    `"${apiVersion}", as the type says`,
    manifest["apiVersion"] === apiVersion,
  );
  expect("kind", manifest["kind"], `"${kind}", as the type says`, manifest["kind"] === kind);
  const metadata = object(manifest["metadata"]);
  for (const field of ["name", "namespace"]) {
    const value = metadata[field];
    const fine = value === undefined || isUnknown(value) || (typeof value === "string" && value !== "");
    expect(`metadata.${field}`, value, "a name; leave it out to have one chosen", fine);
  }
  if ("generateName" in metadata) {
    failures.push({ property: "metadata.generateName", reason: "server-side apply needs a name: set metadata.name" });
  }
  return failures;
}

/** Keeps the name that was made up before; a replacement comes without old inputs and so gets a new one. */
function named(urn: Urn, olds: JsonObject, inputs: JsonObject, seed: Uint8Array): JsonObject {
  const kept = annotation(olds, AUTONAMED) === "true" ? nameOf(olds) : "";
  const name = kept || autoname(urn.name, seed.length > 0 ? seed : undefined);
  const annotations = { ...object(at(inputs, "metadata", "annotations")), [AUTONAMED]: "true" };
  return withMetadata(inputs, { name, annotations });
}

/** A manifest with the namespace it has on the server: a provider may have filled it in later. */
export function inNamespace(manifest: JsonObject, live: JsonObject, fallback: string): JsonObject {
  const metadata = object(manifest["metadata"]);
  if (!namespaceOf(live)) {
    const { namespace: _, ...rest } = metadata;
    return { ...manifest, metadata: rest };
  }
  return { ...manifest, metadata: { ...metadata, namespace: text(metadata["namespace"]) || fallback } };
}
