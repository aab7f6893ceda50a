import { isObject, type Json, type JsonObject, mapValues } from "./json.ts";

/**
 * How Pulumi's engine writes secrets, unknowns, outputs and resource references into plain JSON.
 *
 * The values are part of the engine's protocol:
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go
 */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";

/** What stands for a value that only an update will know. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UNKNOWNS = new Set<Json>([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export function secret(value: Json): JsonObject {
  return { [SIGNATURE]: SECRET, value };
}

export function isSecret(value: Json | undefined): boolean {
  return isObject(value) && (value[SIGNATURE] === SECRET || (value[SIGNATURE] === OUTPUT && value["secret"] === true));
}

/** A reference that the program turns into the resource again. */
export function resourceReference(urn: string, id: string): JsonObject {
  return { [SIGNATURE]: RESOURCE, urn, id };
}

export function isUnknown(value: Json | undefined): boolean {
  return value !== undefined && UNKNOWNS.has(value);
}

/** The values alone: no secret markers; unknowns stay as they are. */
export function plain(value: Json): Json {
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  switch (value[SIGNATURE]) {
    case SECRET:
      return plain(value["value"] ?? null);
    case OUTPUT:
      return "value" in value ? plain(value["value"] ?? null) : UNKNOWN;
    case RESOURCE:
      return value["id"] || (value["urn"] ?? null);
    default:
      return mapValues(value, plain);
  }
}

export function plainObject(value: JsonObject): JsonObject {
  const result = plain(value);
  return isObject(result) ? result : {};
}

export function hasUnknown(value: Json | undefined): boolean {
  return some(value, isUnknown);
}

export function hasSecret(value: Json | undefined): boolean {
  return some(value, isSecret);
}

function some(value: Json | undefined, test: (value: Json) => boolean): boolean {
  if (value === undefined) return false;
  if (test(value)) return true;
  if (Array.isArray(value)) return value.some((element) => some(element, test));
  return isObject(value) && Object.values(value).some((inner) => some(inner, test));
}

/**
 * Marks as secret what came from a secret input, and always the content of a Secret.
 *
 * Inside objects the mark stays as deep as it was, so that one secret does not blank a whole manifest. An array with
 * a secret in it becomes secret as a whole, because a server may reorder arrays.
 */
export function markSecrets(outputs: JsonObject, inputs: Json | undefined): JsonObject {
  const marked = isObject(inputs) ? mapValues(outputs, (value, key) => markLike(value, inputs[key])) : outputs;
  if (outputs["kind"] !== "Secret") return marked;
  return mapValues(marked, (value, key) => (["data", "stringData"].includes(key) ? asSecret(value) : value));
}

function markLike(output: Json, input: Json | undefined): Json {
  if (isSecret(input)) return asSecret(output);
  if (isObject(output) && isObject(input)) return markSecrets(output, input);
  return hasSecret(input) ? asSecret(output) : output;
}

function asSecret(value: Json): Json {
  return isSecret(value) ? value : secret(plain(value));
}
