import * as pulumi from "@pulumi/pulumi";

const { specialSecretSig, specialSigKey, unknownValue } = pulumi.runtime;

/** What stands for a secret and for a value that only an update knows, wherever objects are shown. */
export const hidden = { secret: "[secret]", unknown: "[unknown]" } as const;

type Fields = Readonly<Record<string, unknown>>;

/** A secret as the engine's protocol writes it. */
export function secret(value: string): Fields {
  return { [specialSigKey]: specialSecretSig, value };
}

/**
 * Inputs of a resource as anybody may see them. A secret object keeps its keys, and the values of a Secret are hidden
 * whether or not the program marked them.
 */
export function masked(inputs: Fields): Fields {
  const shown = mask(inputs) as Fields;
  if (shown["kind"] !== "Secret") return shown;
  return Object.fromEntries(
    Object.entries(shown).map(([key, value]) => [key, /^(data|stringData)$/.test(key) ? hide(value) : value]),
  );
}

function mask(value: unknown): unknown {
  if (value === unknownValue) return hidden.unknown;
  if (Array.isArray(value)) return value.map(mask);
  if (!isFields(value)) return value;
  if (value[specialSigKey] === specialSecretSig) return hide(mask(value["value"]));
  if (value[specialSigKey] !== undefined) return value["urn"] ?? mask(value["value"] ?? hidden.unknown);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mask(inner)]));
}

function hide(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hide);
  if (!isFields(value)) return value === undefined || value === null ? value : hidden.secret;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hide(inner)]));
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
