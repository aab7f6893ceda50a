import type { z } from "zod";
import { likelyValue } from "./hints.ts";
import { child, propertyNames, type SchemaNode, sectionsSchema } from "./json-schema.ts";
import { describe, isHidden, isRecord, looksSecret, type Problem } from "./problems.ts";
import { nearest } from "./suggest.ts";

type Path = readonly PropertyKey[];

export function pathText(path: Path): string {
  return path.map((key) => (/\S/.test(String(key)) ? String(key) : JSON.stringify(String(key)))).join(".");
}

/** Each thing that the schema refuses, in the words of the option it concerns; one problem a place. */
export function schemaProblems(input: Record<string, unknown>, issues: readonly z.core.$ZodIssue[]): Problem[] {
  if (issues.length === 0) return [];
  const root = sectionsSchema();
  const problems = issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(root, issue.path, key));
    return [wrongValue(root, input, issue)];
  });
  return problems.filter(({ path }, index) => problems.findIndex((other) => other.path === path) === index);
}

/** The schema nodes on the way to a path, the root first, as far as there are any. */
function nodesTo(root: SchemaNode, path: Path): SchemaNode[] {
  const nodes = [root];
  for (const key of path) {
    const next = child(nodes.at(-1) ?? root, key);
    if (!next) break;
    nodes.push(next);
  }
  return nodes;
}

function wrongValue(root: SchemaNode, input: Record<string, unknown>, issue: z.core.$ZodIssue): Problem {
  const { path, value } = asWritten(input, issue.path);
  const nodes = nodesTo(root, path);
  const node = nodes.findLast((it) => it.allowed !== undefined) ?? nodes.at(-1) ?? root;
  const discriminator = /^(by|kind|mode)$/.test(String(issue.path.at(-1)))
    ? nodesTo(root, issue.path).at(-1)
    : undefined;
  const choices = node.enum ?? discriminator?.allowed?.split(", ") ?? [];
  const meant = isHidden(path, value) ? undefined : likelyValue(node.hint, value, choices);
  const isKey = issue.code === "invalid_key";
  const key = String(path.at(-1));
  const example = `${isKey ? String(path.at(-2)) : key}: ${JSON.stringify(node.example ?? {})}`;
  return {
    path: pathText(path),
    received: isKey ? `the key ${JSON.stringify(key)}` : describe(path, value),
    allowed: node.allowed ?? `an object with ${propertyNames(node).join(", ")}`,
    fix: meant ? `Did you mean ${JSON.stringify(meant)}?` : `Write for example ${example}`,
  };
}

/** A short form is parsed as its long one: this goes back to the place that the user wrote. */
function asWritten(input: Record<string, unknown>, path: Path): { path: Path; value: unknown } {
  let value: unknown = input;
  for (const [depth, key] of path.entries()) {
    if (typeof value !== "object" || value === null) return { path: path.slice(0, depth), value };
    value = Object.hasOwn(value, key) ? (value as Record<PropertyKey, unknown>)[key] : undefined;
  }
  return { path, value };
}

function unknownKey(root: SchemaNode, parent: Path, key: string): Problem {
  const node = nodesTo(root, parent).at(-1) ?? root;
  const siblings = propertyNames(node);
  return {
    path: pathText([...parent, key]),
    received: `the unknown key ${JSON.stringify(key.slice(0, 60))}`,
    allowed: siblings.join(", "),
    fix: unknownKeyFix(root, node, parent, key),
  };
}

function unknownKeyFix(root: SchemaNode, node: SchemaNode, parent: Path, key: string): string {
  const siblings = propertyNames(node);
  if (siblings.includes(key)) return `It does not go with the rest of ${pathText(parent)}; allowed is ${node.allowed}.`;
  const [section = "", option] = key.split(".");
  if (parent.length === 0 && option && root.properties?.[section]) return `Write ${section}: {${option}: ...}.`;
  // "password" is the secret itself and no slip of "passwordVersion".
  const candidates = looksSecret(key) ? siblings.filter((sibling) => !sibling.startsWith(key)) : siblings;
  const meant = nearest(key, candidates);
  if (meant) return `Did you mean ${JSON.stringify(meant)}?`;
  if (looksSecret(key))
    return "No secret belongs in the configuration: keep it in a Kubernetes Secret and name that in secretName.";
  const elsewhere = Object.keys(root.properties ?? {}).filter((name) => {
    const options = root.properties?.[name]?.properties;
    return name !== parent[0] && options !== undefined && Object.hasOwn(options, key);
  });
  if (elsewhere.length > 0) return `It is an option of ${elsewhere.join(", ")}; write it there.`;
  return "Remove it.";
}

/** Pulumi's encrypted values: nothing here is a secret, so nothing here is encrypted. */
export function encryptedPaths(value: unknown, path: string[] = []): string[][] {
  if (path.length > 6 || !isRecord(value)) return [];
  const keys = Object.keys(value);
  if (path.length > 0 && keys.length === 1 && typeof value["secure"] === "string") return [path];
  return keys.flatMap((key) => encryptedPaths(value[key], [...path, key]));
}

export function encryptedProblem(path: Path): Problem {
  return {
    path: pathText(path),
    received: "an encrypted value",
    allowed: "plain values: no option holds a secret",
    fix: "Remove it. Keep the secret in a Kubernetes Secret and give its name, as in database: {backend: existing, secretName: ...}.",
  };
}
