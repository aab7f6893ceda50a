import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { difference, writeFolder } from "../../delivery/render/write.ts";
import { renderEnvironment } from "../../stacks/check/index.ts";
import { dev } from "../config/base.ts";
import { namespace, options, rendering, repository, store } from "./fixtures.ts";

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(60_000);

const input = { ...dev, gitops: { repository, secrets: store } };
const folder = mkdtempSync(join(tmpdir(), "dolphinpod-folder-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Listed {
  readonly resources: readonly string[];
}

test("each object is in a file of its own, and the kustomization lists them all in one order", async () => {
  const { files, manifests } = await rendering(input);
  const { resources } = parse(files["kustomization.yaml"] ?? "") as Listed;
  expect(resources).toHaveLength(manifests.length);
  expect(resources).toEqual([...resources].sort());
  expect(Object.keys(files).filter((path) => !path.startsWith("argocd/"))).toEqual(
    expect.arrayContaining([...resources, "kustomization.yaml"]),
  );
  expect(parse(files["statefulset.dolphin-worker.yaml"] ?? "")).toMatchObject({
    kind: "StatefulSet",
    metadata: { name: "dolphin-worker" },
  });
});

test("two renderings are the same bytes", async () => {
  expect((await rendering(input)).files).toEqual((await rendering(input)).files);
});

test("keys are sorted, and nothing is written by reference", async () => {
  const { files } = await rendering(input);
  for (const text of Object.values(files)) expect(text).not.toMatch(/: [&*]a\d/);
  const worker = parse(files["statefulset.dolphin-worker.yaml"] ?? "") as object;
  expect(JSON.stringify(worker)).toBe(JSON.stringify(sorted(worker)));
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

test("the objects are those of the check, field by field, but for two annotations", async () => {
  const { manifests } = await rendering(input);
  const checked = await renderEnvironment({ name: "dolphin", namespace, ...dev }, options);
  const expected = checked
    .filter(({ inputs, type }) => type.startsWith("kubernetes:") && inputs["kind"] !== "Secret")
    .map(({ inputs }) => inputs);
  const actual = manifests.filter(({ kind }) => !kind.endsWith("Secret")).map(withoutOrder);
  expect(byName(actual)).toEqual(byName(expected));
});

function withoutOrder(manifest: { readonly metadata: { readonly annotations?: Readonly<Record<string, string>> } }) {
  const annotations = Object.entries(manifest.metadata.annotations ?? {}).filter(
    ([key]) => !key.startsWith("argocd.argoproj.io/sync-"),
  );
  const { annotations: _, ...metadata } = manifest.metadata;
  return {
    ...manifest,
    metadata: annotations.length === 0 ? metadata : { ...metadata, annotations: Object.fromEntries(annotations) },
  };
}

function byName(objects: readonly object[]): object {
  return Object.fromEntries(
    objects.map((object) => [
      JSON.stringify(object)
        .match(/"kind":"\w+"|"name":"[^"]+"/g)
        ?.join(),
      JSON.parse(JSON.stringify(object)),
    ]),
  );
}

test("what holds data is never pruned, and goes neither with the Application; what holds none may go", async () => {
  const { manifests } = await rendering(input);
  const kept = manifests.flatMap(({ kind, metadata }) => {
    const value = metadata.annotations?.["argocd.argoproj.io/sync-options"];
    return value === undefined ? [] : [`${kind} ${metadata.name} ${value}`];
  });
  expect(kept.sort()).toEqual([
    "ExternalSecret dolphin-admin Prune=false,Delete=false",
    "ExternalSecret dolphin-database Prune=false,Delete=false",
    "ExternalSecret dolphin-datasource-salt Prune=false,Delete=false",
    "ExternalSecret dolphin-minio-root Prune=false,Delete=false",
    "ExternalSecret dolphin-object-store Prune=false,Delete=false",
    `Namespace ${namespace} Prune=false,Delete=false`,
    "StatefulSet dolphin-minio Prune=false",
    "StatefulSet dolphin-postgresql Prune=false",
    "StatefulSet dolphin-zookeeper Prune=false",
  ]);
});

test("an environment that is to go whole marks nothing", async () => {
  const { manifests } = await rendering({ ...input, deletion: "delete" });
  const marked = manifests.filter(
    ({ kind, metadata }) => kind !== "StatefulSet" && metadata.annotations?.["argocd.argoproj.io/sync-options"],
  );
  expect(marked).toEqual([]);
});

test("a second rendering removes the files of objects that are gone, and touches no other", () => {
  const list = (...resources: string[]) =>
    `# Made by \`dolphinpod render\` from\nresources: [${resources.join(", ")}]\n`;
  writeFileSync(join(folder, "README.md"), "by hand");
  writeFolder(folder, { "a.yaml": "1", "b.yaml": "1", "kustomization.yaml": list("a.yaml", "b.yaml") });
  const next = { "a.yaml": "1", "c.yaml": "1", "kustomization.yaml": list("a.yaml", "c.yaml") };
  expect(difference(folder, next)).toEqual({ added: ["c.yaml"], changed: ["kustomization.yaml"], removed: ["b.yaml"] });
  writeFolder(folder, next);
  expect(readdirSync(folder).sort()).toEqual(["README.md", "a.yaml", "c.yaml", "kustomization.yaml"]);
  expect(difference(folder, next)).toEqual({ added: [], changed: [], removed: [] });
});

test("a listed path that leads out of the folder is not followed", () => {
  const inner = join(folder, "inner");
  mkdirSync(inner);
  writeFileSync(
    join(inner, "kustomization.yaml"),
    "# Made by `dolphinpod render`\nresources: [../README.md, README.md]\n",
  );
  expect(writeFolder(inner, {}).removed).toEqual([]);
  expect(readFileSync(join(folder, "README.md"), "utf8")).toBe("by hand");
});

test("a folder with somebody else's kustomization is refused", () => {
  const theirs = join(folder, "theirs");
  mkdirSync(theirs);
  writeFileSync(join(theirs, "kustomization.yaml"), "resources: []\n");
  expect(() => writeFolder(theirs, { "a.yaml": "" })).toThrow(/was not made by dolphinpod render.*--out/);
  expect(readdirSync(theirs)).toEqual(["kustomization.yaml"]);
});
