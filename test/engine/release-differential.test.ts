import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderFolder } from "../../delivery/render/index.ts";
import { type RenderedObject, renderSpec } from "../../stacks/check/index.ts";
import { surroundings } from "../../stacks/check/surroundings.ts";
import { type EnvironmentSpec, resolveOrThrow } from "../../stacks/config/index.ts";
import { fromStackFile } from "../../stacks/config/stack-file.ts";
import { projectRoot } from "../lab/paths.ts";

const releaseType = "kubernetes:helm.sh/v3:Release";
const store = { repository: "https://git.example.com/environments", secrets: { prefix: "p", store: "vault" } };

function specOf(path: string, more: object): EnvironmentSpec {
  const loaded = fromStackFile(readFileSync(join(projectRoot(), path), "utf8"));
  if (!loaded.ok) throw new Error(`${path} cannot be read`);
  return resolveOrThrow({ ...loaded.input, ...more }).spec;
}

/** By the name that a resource has in either delivery: that of an object of the chart begins with the chart's. */
const byName = (objects: readonly RenderedObject[]) =>
  Object.fromEntries(objects.map(({ inputs, name, type }) => [`${type} ${name}`, inputs]));

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
}

/** Without what a folder says for Argo CD alone. */
function bare(manifest: Manifest): Manifest {
  const { annotations = {}, ...metadata } = manifest.metadata;
  const own = Object.entries(annotations).filter(([key]) => !key.startsWith("argocd."));
  return {
    ...manifest,
    metadata: { ...metadata, ...(own.length > 0 ? { annotations: Object.fromEntries(own) } : {}) },
  };
}

const named = (manifests: readonly Manifest[]) =>
  Object.fromEntries(manifests.map((it) => [`${it.kind} ${it.metadata.name}`, it]));

describe.each(["Pulumi.dev.yaml", "test/fixtures/stacks/Pulumi.full.yaml", "Pulumi.prod.yaml"])("%s", (path) => {
  let objects: readonly RenderedObject[] = [];
  let released: readonly RenderedObject[] = [];

  beforeAll(async () => {
    const [one, other] = [specOf(path, {}), specOf(path, { scheduler: { delivery: "release" } })];
    objects = await renderSpec(one, await surroundings(one));
    released = await renderSpec(other, await surroundings(other));
  });

  test("as a release is the same objects, field by field, and the release", () => {
    expect(byName(released.filter(({ type }) => type !== releaseType))).toEqual(
      byName(objects.filter(({ type }) => type !== releaseType)),
    );
    expect(
      released.filter(({ name, type }) => type === releaseType && !objects.some((it) => it.name === name)),
    ).toHaveLength(1);
  });

  test("as a folder is the same objects of the scheduler, field by field, but for Argo CD's annotations", async () => {
    const spec = specOf(path, { gitops: store });
    const folder = await renderFolder(spec, { ...(await surroundings(spec)), folder: "." });
    if (!folder.ok) throw new Error(JSON.stringify(folder.problems));
    const servers = released.filter(({ urn }) => urn.includes(`${releaseType}$`)).map(({ inputs }) => inputs);
    // A folder has references in the place of Secrets.
    const expected = named((servers as unknown as readonly Manifest[]).filter(({ kind }) => kind !== "Secret"));
    const found = named((folder.rendering.manifests as readonly Manifest[]).map(bare));
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, found[name]]))).toEqual(expected);
    expect(Object.keys(expected).length).toBeGreaterThan(12);
  });
});
