import { z } from "zod";
import { layerSchema } from "./schema.ts";

/** A node of the JSON Schema of the stack file, with the extra words that options carry (`OptionMeta`). */
export interface SchemaNode {
  description?: string;
  allowed?: string;
  example?: unknown;
  hint?: string;
  shorthand?: Record<string, unknown>;
  enum?: string[];
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  additionalProperties?: SchemaNode | boolean;
  oneOf?: SchemaNode[];
  [keyword: string]: unknown;
}

/** The schema of the `dolphinpod:` sections, each option with its words. */
export function sectionsSchema(): SchemaNode {
  return z.toJSONSchema(layerSchema, { target: "draft-7", io: "input" }) as SchemaNode;
}

/** The schema node of a property, looked up in all alternatives. */
export function child(node: SchemaNode, key: PropertyKey): SchemaNode | undefined {
  if (typeof key === "number") return node.items;
  for (const alternative of [node, ...(node.oneOf ?? [])]) {
    const property = alternative.properties?.[String(key)];
    if (property) return property;
  }
  return typeof node.additionalProperties === "object" ? node.additionalProperties : undefined;
}

/** Names of a node's properties, in all alternatives. */
export function propertyNames(node: SchemaNode): string[] {
  const alternatives = [node, ...(node.oneOf ?? [])];
  return [...new Set(alternatives.flatMap((alternative) => Object.keys(alternative.properties ?? {})))];
}

/** Turns our extra words into standard keywords: a short form becomes one of two alternatives. */
function publish(node: SchemaNode): SchemaNode {
  const { allowed, description, example, hint, shorthand, ...rest } = node;
  const published: SchemaNode = { ...rest };
  if (node.properties) published.properties = mapValues(node.properties, publish);
  if (node.items) published.items = publish(node.items);
  if (node.oneOf) published.oneOf = node.oneOf.map(publish);
  if (typeof node.additionalProperties === "object")
    published.additionalProperties = publish(node.additionalProperties);
  const words = { ...(description && { description }), ...(example !== undefined && { examples: [example] }) };
  return shorthand ? { ...words, anyOf: [shorthand, published] } : { ...words, ...published };
}

function mapValues<T>(object: Record<string, T>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

/** JSON Schema (draft 7, which editors know best) of a whole `Pulumi.<stack>.yaml`. */
export function stackFileSchema(): SchemaNode {
  const { properties = {} } = publish(sectionsSchema());
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Dolphinpod stack file",
    description: "Pulumi.<stack>.yaml of the project dolphinpod.",
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: Object.fromEntries(Object.entries(properties).map(([key, node]) => [`dolphinpod:${key}`, node])),
        // Providers and other projects have keys of their own here.
        patternProperties: { "^(?!dolphinpod:)[^:]+:.+$": {} },
        additionalProperties: false,
        required: ["dolphinpod:class"],
      },
      environment: { description: "Pulumi ESC environments." },
      secretsprovider: { type: "string" },
      encryptionsalt: { type: "string" },
      encryptedkey: { type: "string" },
    },
    required: ["config"],
    additionalProperties: false,
  };
}
