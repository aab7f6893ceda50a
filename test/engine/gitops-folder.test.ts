import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Manifest, type Rendering, renderFolder } from "../../delivery/render/index.ts";
import { surroundings } from "../../stacks/check/surroundings.ts";
import { resolveOrThrow } from "../../stacks/config/index.ts";
import { fromStackFile } from "../../stacks/config/stack-file.ts";
import { projectRoot } from "../lab/paths.ts";
import { installKindsOf } from "./definitions.ts";
import { testLab } from "./lab.ts";
import { renderedManifests } from "./rendered.ts";
import { type Preview, Workspace } from "./workspace.ts";

const lab = testLab();
const folders = mkdtempSync(join(tmpdir(), "dolphinpod-folders-"));
afterAll(() => rmSync(folders, { recursive: true }));

const stacks = {
  dev: "Pulumi.dev.yaml",
  full: "test/fixtures/stacks/Pulumi.full.yaml",
};
const gitops = `  dolphinpod:gitops: { repository: "https://git.example.com/x", secrets: { store: vault, prefix: p } }\n`;

async function folderOf(file: string): Promise<Rendering> {
  const loaded = fromStackFile(file);
  if (!loaded.ok) throw new Error("the stack file cannot be read");
  const { spec } = resolveOrThrow(loaded.input);
  const rendered = await renderFolder(spec, { ...(await surroundings(spec)), folder: "." });
  if (!rendered.ok) throw new Error(JSON.stringify(rendered.problems));
  return rendered.rendering;
}

async function previewOf(stack: string, file: string): Promise<Preview> {
  const workspace = new Workspace(lab, stack, file);
  const kinds = await installKindsOf(lab.api, file);
  try {
    await workspace.init();
    return await workspace.preview();
  } finally {
    workspace.dispose();
    await kinds.remove();
  }
}

const nameOf = ({ kind, metadata }: Manifest) => [metadata.namespace, kind, metadata.name].filter(Boolean).join(" ");

/** As the engine sees it: without what the folder says for Argo CD alone. */
function bare(manifest: Manifest): Manifest {
  const entries = Object.entries(manifest.metadata.annotations ?? {}).filter(([key]) => !key.startsWith("argocd."));
  const { annotations: _, ...metadata } = manifest.metadata;
  const annotations = entries.length === 0 ? {} : { annotations: Object.fromEntries(entries) };
  return { ...manifest, metadata: { ...metadata, ...annotations } };
}

describe.each(Object.entries(stacks))("the folder of %s and a preview of it", (stack, path) => {
  let folder: readonly Manifest[];
  let preview: readonly Manifest[];
  let checked: readonly Manifest[];

  beforeAll(async () => {
    const file = readFileSync(join(projectRoot(), path), "utf8") + gitops;
    folder = (await folderOf(file)).manifests;
    checked = (await renderedManifests(file)) as readonly Manifest[];
    const { steps } = await previewOf(stack, file);
    preview = steps.flatMap(({ newState }) => {
      const manifest = newState?.inputs as Manifest | undefined;
      return newState?.type.startsWith("kubernetes:") && manifest?.kind && manifest.metadata ? [manifest] : [];
    });
  });

  test("hold the same objects, name by name; only a Secret may be a reference to one", () => {
    const named = folder.map((it) => nameOf(it).replace("ExternalSecret", "Secret"));
    expect(named.toSorted()).toEqual(preview.map(nameOf).toSorted());
    expect(named.length).toBeGreaterThan(40);
  });

  test("say the same of each, field by field, but for the annotations of Argo CD", () => {
    const isSecret = ({ kind }: Manifest) => /Secret$/.test(kind);
    const byName = (list: readonly Manifest[]) =>
      Object.fromEntries(list.filter((it) => !isSecret(it)).map((it) => [nameOf(it), it]));
    expect(byName(folder.map(bare))).toEqual(byName(preview));
  });

  test("have the same keys in each Secret, which a preview hides and a check names", () => {
    const keys = (list: readonly Manifest[], read: (manifest: Manifest) => object) =>
      Object.fromEntries(list.map((it) => [it.metadata.name, Object.keys(read(it)).sort()]));
    const referenced = folder.filter(({ kind }) => /Secret$/.test(kind));
    const secrets = checked.filter(({ kind }) => kind === "Secret");
    expect(keys(referenced, referencedValues)).toEqual(keys(secrets, ({ data }) => data as object));
  });
});

interface ExternalSecretSpec {
  readonly data: readonly { readonly secretKey: string }[];
  readonly target: { readonly template: { readonly data: object } };
}

function referencedValues({ data, kind, spec }: Manifest): object {
  if (kind === "Secret") return data as object;
  const { data: fetched, target } = spec as ExternalSecretSpec;
  return { ...target.template.data, ...Object.fromEntries(fetched.map(({ secretKey }) => [secretKey, ""])) };
}

test("prod is the same bytes in another process, folder, time zone and language", () => {
  const command = join(projectRoot(), "cli/index.ts");
  const made = [
    { LANG: "C", TZ: "UTC" },
    { LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", TZ: "Pacific/Kiritimati" },
  ].map((env, index) => {
    const cwd = join(folders, `machine-${index}`);
    mkdirSync(cwd);
    const args = [command, "render", "-s", "prod", "--out", "out", "--stacks", projectRoot()];
    execFileSync(process.execPath, args, { cwd, env: { ...process.env, ...env }, stdio: "pipe" });
    return contentOf(join(cwd, "out"));
  });
  const listed = [...(made[0]?.["/kustomization.yaml"] ?? "").matchAll(/^ {2}- (.+)$/gm)].map(([, file]) => `/${file}`);
  expect(listed).toContain("/statefulset.dolphinscheduler-master.yaml");
  const others = (path: string) => path !== "/kustomization.yaml" && !path.startsWith("/argocd/");
  expect(
    Object.keys(made[0] ?? {})
      .filter(others)
      .sort(),
  ).toEqual(listed.sort());
  expect(made[1]).toEqual(made[0]);
  expect(JSON.stringify(made)).not.toContain(projectRoot());
});

function contentOf(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((it) => it.isFile());
  return Object.fromEntries(
    paths.map(({ name, parentPath }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length), readFileSync(path, "utf8")];
    }),
  );
}
