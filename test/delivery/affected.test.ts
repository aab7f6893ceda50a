import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { affected } from "../../cli/commands/affected.ts";
import { affectedStacks, deploymentOrder } from "../../delivery/affected.ts";

const stacks = ["dev", "prod", "staging"];

test.each([
  ["a stack's own file touches that stack", ["Pulumi.dev.yaml"], ["dev"]],
  ["two of them touch both", ["Pulumi.staging.yaml", "Pulumi.dev.yaml"], ["dev", "staging"]],
  ["layers touch every stack", ["stacks/config/layers.ts"], stacks],
  ["a component touches every stack", ["components/scheduler/values.ts"], stacks],
  ["a policy touches every stack", ["policies/rules/index.ts", "Pulumi.dev.yaml"], stacks],
  ["the lock of dependencies touches every stack", ["package-lock.json"], stacks],
  ["the digests of images touch every stack", ["images.lock.json"], stacks],
  ["the project file touches every stack", ["Pulumi.yaml"], stacks],
  ["a file that nobody knows touches every stack", ["new-folder/x.ts"], stacks],
  ["texts touch none", ["README.md", "docs/configuration.md", "docs/schema/stack.schema.json"], []],
  ["tests and measurements touch none", ["test/engine/lab.ts", "bench/index.ts"], []],
  [
    "workflows and commands touch none",
    [".github/workflows/checks.yml", "scripts/bench.ts", "cli/main.ts", "bin/launch.mjs"],
    [],
  ],
  ["how images are built touches none", ["images/3.2.2/api.Dockerfile"], []],
  ["the file of a stack that is gone touches none", ["Pulumi.gone.yaml"], []],
  ["no change touches none", [], []],
])("%s", (_, paths, expected) => {
  expect(affectedStacks(paths, stacks)).toEqual(expected);
});

test("production gets a change last, and staging just before it", () => {
  expect(deploymentOrder(["prod-eu", "staging", "dev", "prod", "qa"])).toEqual([
    "dev",
    "qa",
    "staging",
    "prod",
    "prod-eu",
  ]);
});

describe("the command", () => {
  const folder = mkdtempSync(join(tmpdir(), "dolphinpod-affected-"));
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
      cwd: folder,
      stdio: "pipe",
    });
  const commit = (file: string, text: string) => {
    writeFileSync(join(folder, file), text);
    git("add", ".");
    git("commit", "--no-gpg-sign", "-m", file);
  };

  beforeAll(() => {
    git("init", "--initial-branch=main");
    commit("Pulumi.dev.yaml", "a");
    commit("Pulumi.prod.yaml", "a");
    git("branch", "base");
    commit("README.md", "a");
    commit("Pulumi.prod.yaml", "b");
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("names what the commits since the base touch, as a matrix too", async () => {
    expect(await affected({ base: "base" }, folder)).toEqual({
      exitCode: 0,
      output: "prod",
      errors: "",
      data: ["prod"],
    });
    expect((await affected({ base: "HEAD" }, folder)).data).toEqual([]);
    expect((await affected({ all: true }, folder)).data).toEqual(["dev", "prod"]);
  });

  test("before the first push of a branch there is no commit, so that everything is new", async () => {
    expect((await affected({ base: "0".repeat(40) }, folder)).data).toEqual(["dev", "prod"]);
    await expect(affected({ base: "0".repeat(7) }, folder)).rejects.toThrow("git diff failed");
  });

  test("a base that is not there is told with the likely reason, and never taken for an option", async () => {
    await expect(affected({ base: "nowhere" }, folder)).rejects.toThrow(/nowhere[\s\S]*fetch-depth: 0/);
    await expect(affected({ base: "--output=x" }, folder)).rejects.toThrow("allowed a branch or a commit");
    expect(await affected({ all: true, base: "base" }, folder)).toMatchObject({ exitCode: 64 });
    expect(await affected({}, folder)).toMatchObject({ exitCode: 64, errors: expect.stringContaining("--base") });
  });
});
