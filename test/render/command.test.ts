import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { render } from "../../cli/commands/render.ts";
import type { ImportFile } from "../../delivery/render/index.ts";
import { options } from "./fixtures.ts";

// The chart and helm of this machine are another test's.
jest.mock("../../stacks/check/surroundings.ts", () => ({ surroundings: jest.fn() }));
const { surroundings } = jest.requireMock<{ surroundings: jest.Mock }>("../../stacks/check/surroundings.ts");

// Ends a hang and judges no speed: other tests run beside this one.
jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), "dolphinpod-render-"));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  const gitops = `{ repository: "https://git.example.com/x", secrets: { store: vault, prefix: p } }`;
  const config = "config:\n  dolphinpod:class: dev\n  dolphinpod:name: dolphin\n  dolphinpod:namespace: data\n";
  writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\n");
  writeFileSync(join(folder, "Pulumi.dev.yaml"), `${config}  dolphinpod:gitops: ${gitops}\n`);
  writeFileSync(join(folder, "Pulumi.bare.yaml"), config);
});
beforeEach(() => surroundings.mockResolvedValue({ ...options, chartSource: "pinned" }));

test("a stack becomes a folder, and what is not in it is said", async () => {
  const { errors, exitCode, output } = await render({ out: "out", stack: "dev" }, folder);
  expect([exitCode, errors]).toEqual([0, ""]);
  expect(output).toMatch(/^dev: \d+ objects in \d+ files, written to out: \d+ new, 0 changed, 0 gone\n/);
  expect(output).toContain("p/dolphin-database: password");
  expect(output).toContain("the store has them instead: 4 generated passwords");
  expect(readdirSync(join(folder, "out"))).toContain("kustomization.yaml");
  expect(readdirSync(join(folder, "out/argocd")).sort()).toEqual([
    "application.yaml",
    "appproject.yaml",
    "argocd-cm.yaml",
  ]);
});

test("a folder that is what the stack file says passes --check, another one does not, and neither is written", async () => {
  expect((await render({ check: true, out: "out", stack: "dev" }, folder)).exitCode).toBe(0);
  const file = join(folder, "out/namespace.data.yaml");
  writeFileSync(file, "by hand");
  const { exitCode, output } = await render({ check: true, out: "out", stack: "dev" }, folder);
  expect(exitCode).toBe(1);
  expect(output).toMatch(/out is not what the stack file says: 0 new, 1 changed, 0 gone\n {2}~ namespace\.data\.yaml/);
  expect(readFileSync(file, "utf8")).toBe("by hand");
});

test("a stack with Secrets of its own is refused, and nothing is written", async () => {
  const { errors, exitCode } = await render({ out: "bare", stack: "bare" }, folder);
  expect(exitCode).toBe(1);
  expect(errors).toMatch(/^bare cannot be a folder that anybody may read: 5 problems\n/);
  expect(readdirSync(folder)).not.toContain("bare");
});

test("a stack that is not there is misuse", async () => {
  expect(await render({ out: "out", stack: "stag" }, folder)).toMatchObject({ exitCode: 64 });
});

test("objects cannot be imported into a stack that delivers a release", async () => {
  const file = readFileSync(join(folder, "Pulumi.dev.yaml"), "utf8");
  writeFileSync(join(folder, "Pulumi.release.yaml"), `${file}  dolphinpod:scheduler: { delivery: release }\n`);
  const { errors, exitCode } = await render({ import: "import.json", out: "release", stack: "release" }, folder);
  expect([exitCode, errors]).toEqual([1, expect.stringContaining("delivery: objects")]);
});

test("objects of the tests' chart are not for a cluster, and standard error and the folder say so", async () => {
  surroundings.mockResolvedValue({ ...options, chartSource: "contract" });
  const { errors } = await render({ out: "contract", stack: "dev" }, folder);
  expect(errors).toMatch(/^Not for a cluster: .*contract chart/);
  expect(readFileSync(join(folder, "contract/kustomization.yaml"), "utf8")).toContain(`\n# ${errors}\n`);
  expect(await render({ out: "contract", stack: "dev" }, folder)).toMatchObject({ exitCode: 0 });
});

test("objects of the tests' chart do not take the place of those that are for a cluster", async () => {
  await render({ out: "real", stack: "dev" }, folder);
  const before = readFileSync(join(folder, "real/kustomization.yaml"), "utf8");
  surroundings.mockResolvedValue({ ...options, chartSource: "contract" });
  const { errors, exitCode } = await render({ out: "real", stack: "dev" }, folder);
  expect([exitCode, errors]).toEqual([
    1,
    expect.stringMatching(/could not be pulled.*\nreal is, and stays as it was\.$/),
  ]);
  expect(readFileSync(join(folder, "real/kustomization.yaml"), "utf8")).toBe(before);
});

test("the file for an import names every object of the folder with its id, under its component and its provider", async () => {
  await render({ import: join(folder, "import.json"), out: "out", stack: "dev" }, folder);
  const { nameTable, resources } = JSON.parse(readFileSync(join(folder, "import.json"), "utf8")) as ImportFile;
  expect(nameTable).toEqual({ cluster: "urn:pulumi:dev::shop::pulumi:providers:kubernetes::cluster" });
  expect(new Set(resources.map(({ name }) => name)).size).toBe(resources.length);
  expect(
    resources.find(
      ({ logicalName, type }) => logicalName === "dolphin-database-server" && type.endsWith("StatefulSet"),
    ),
  ).toEqual({
    id: "data/dolphin-postgresql",
    logicalName: "dolphin-database-server",
    name: "kubernetes:apps/v1:StatefulSet::dolphin-database-server",
    parent: "dolphinpod:database:PostgresDatabase::dolphin-database",
    provider: "cluster",
    type: "kubernetes:apps/v1:StatefulSet",
  });
  // Their Secrets are another's: an update takes them over by itself.
  expect(resources.map(({ type }) => type)).not.toContain("kubernetes:core/v1:SecretPatch");
  const parents = new Set(resources.map(({ name }) => name));
  for (const { parent } of resources) if (parent !== undefined) expect(parents).toContain(parent);
});
