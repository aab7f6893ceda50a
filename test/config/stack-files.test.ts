import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { staleDocs } from "../../scripts/docs.ts";
import { type SchemaNode, stackFileSchema } from "../../stacks/config/json-schema.ts";
import { resolveOrThrow } from "../../stacks/config/resolve.ts";
import { fromStackFile } from "../../stacks/config/stack-file.ts";

const root = join(__dirname, "../..");
const read = (stack: string) => readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8");

test.each([
  ["dev", 25],
  ["prod", 60],
])("the stack %s resolves without a problem and keeps under %d lines", (stack, lines) => {
  const text = read(stack);
  const loaded = fromStackFile(text);
  expect(loaded.ok && resolveOrThrow(loaded.input, { now: "2026-12-31" }).spec.class).toBe(stack);
  expect(text.trimEnd().split("\n").length).toBeLessThan(lines);
});

test.each(["dev", "prod"])("the stack %s points editors to the schema and holds no key of its own", (stack) => {
  expect(read(stack)).toMatch(/^# yaml-language-server: \$schema=\.\/docs\/schema\/stack\.schema\.json\n/);
  expect(read(stack)).not.toMatch(/encryptionsalt|secure:/);
});

test("the generated documents are in step with the schema", async () => {
  expect(await staleDocs(root)).toEqual([]);
});

describe("the JSON Schema", () => {
  const schema = z.fromJSONSchema(stackFileSchema() as z.core.JSONSchema.JSONSchema);
  const accepts = (file: unknown) => schema.safeParse(file).success;

  test.each(["dev", "prod"])("accepts the stack %s", (stack) => {
    expect(accepts(parse(read(stack)))).toBe(true);
  });

  test("accepts what Pulumi and other namespaces write beside our sections", () => {
    const config = {
      "dolphinpod:class": "dev",
      "kubernetes:context": "x",
      "aws:region": "eu",
      "other:thing": { a: [1] },
    };
    expect(accepts({ config, secretsprovider: "passphrase", encryptionsalt: "v1:x", encryptedkey: "x" })).toBe(true);
  });

  test("accepts the short and the long form of an option", () => {
    for (const memory of ["8Gi", { limit: "8Gi" }, { request: "4Gi", limit: "8Gi" }]) {
      expect(accepts({ config: { "dolphinpod:class": "dev", "dolphinpod:worker": { memory, cpu: 2 } } })).toBe(true);
    }
  });

  test.each<[string, object]>([
    ["a misspelt section", { "dolphinpod:class": "dev", "dolphinpod:wroker": {} }],
    ["a misspelt option", { "dolphinpod:class": "dev", "dolphinpod:worker": { replcas: 3 } }],
    ["a key without a namespace", { "dolphinpod:class": "dev", worker: {} }],
    ["a wrong type", { "dolphinpod:class": "dev", "dolphinpod:worker": { replicas: "three" } }],
    ["no class", {}],
  ])("refuses %s", (_, config) => {
    expect(accepts({ config })).toBe(false);
  });

  test("describes every option with an example", () => {
    const sections = Object.entries(
      (stackFileSchema().properties?.["config"]?.properties ?? {}) as Record<string, SchemaNode>,
    );
    const options = sections.flatMap(([name, node]) =>
      node.properties
        ? Object.entries(node.properties).map(([option, it]) => [`${name}.${option}`, it] as const)
        : [[name, node] as const],
    );
    expect(options.length).toBeGreaterThan(80);
    expect(options.filter(([, node]) => !node.description || !node["examples"]).map(([path]) => path)).toEqual([]);
    expect(sections.filter(([, node]) => !node.description).map(([name]) => name)).toEqual([]);
  });

  test("keeps to standard keywords", () => {
    expect(JSON.stringify(stackFileSchema())).not.toMatch(/"(allowed|hint|shorthand|example)":/);
  });
});
