import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { affected } from "../../cli/commands/affected.ts";
import { affectedStacks, deploymentOrder, plannedStacks } from "../../delivery/affected.ts";

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

const production = ["prod", "prod-eu", "staging", "live", "uat", "a-uat"];

test.each([
  [
    "production last, and staging just before it",
    ["prod-eu", "staging", "dev", "prod", "qa"],
    ["dev", "qa", "staging", "prod", "prod-eu"],
  ],
  ["what is of class prod last, whatever its name", ["live", "qa", "eu-dev"], ["eu-dev", "qa", "live"]],
  [
    "what is of class dev first, whatever its name",
    ["live", "nonprod", "product-test", "uat"],
    ["nonprod", "product-test", "uat", "live"],
  ],
  ["staging of class dev before that of class prod", ["a-uat", "z-stage", "live"], ["z-stage", "a-uat", "live"]],
  ["staging of class dev after the others of it", ["qa", "pre-prod", "dev", "prod"], ["dev", "qa", "pre-prod", "prod"]],
  ["nothing for staging that is but a part of a word", ["upstage", "zz", "prod"], ["upstage", "zz", "prod"]],
])("deployments have %s", (_, given, expected) => {
  expect(deploymentOrder(given, (stack) => production.includes(stack))).toEqual(expected);
});

test("plans are found by the names of the artifacts", () => {
  expect(plannedStacks(["plan-prod", "dev", "plan-gone", "plan-dev"], stacks)).toEqual(["dev", "prod"]);
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
    commit("Pulumi.dev.yaml", "config: { dolphinpod:class: dev }");
    commit("Pulumi.prod.yaml", "config: { dolphinpod:class: prod }");
    git("branch", "base");
    commit("README.md", "a");
    commit("Pulumi.prod.yaml", "config: { dolphinpod:class: prod } # b");
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

  describe("since the last update", () => {
    const head = (ref: string) => git("rev-parse", ref).toString().trim();
    const update = (commit: string, more: object = {}) => ({
      kind: "update",
      result: "succeeded",
      environment: { "git.head": commit, "git.dirty": "false" },
      ...more,
    });
    const deployed = (history: () => object[], options: object = {}) => {
      const run = async (_: string, args: readonly string[]) => ({
        code: 0,
        stdout: JSON.stringify(args[1] === "history" ? history() : {}),
      });
      return affected({ deployed: true, ...options }, folder, run);
    };

    test.each([
      ["what changed since, and no more", () => [update(head("base"))], ["prod"]],
      ["nothing, where that was of this commit", () => [update(head("HEAD")), update(head("base"))], []],
      [
        "what is newer than the commit gone back to",
        () => [update(head("HEAD")), update(head("base"))].reverse(),
        ["prod"],
      ],
      ["all of what was never updated", () => [], ["dev", "prod"]],
      ["all, where it failed", () => [update(head("HEAD"), { result: "failed" })], ["dev", "prod"]],
      ["all, where it was of no commit", () => [update("", { environment: { "git.dirty": "true" } })], ["dev", "prod"]],
      ["all, where its commit is not here", () => [update("d".repeat(40))], ["dev", "prod"]],
    ])("it is %s", async (_, history, expected) => {
      expect((await deployed(history)).data).toEqual(expected);
    });

    test("one stack may be looked at alone, and a history that cannot be read is an error", async () => {
      expect((await deployed(() => [], { stack: "prod" })).data).toEqual(["prod"]);
      expect(await deployed(() => [], { stack: "gone" })).toMatchObject({ exitCode: 64 });
      const run = async () => ({ code: 1, stdout: "" });
      await expect(affected({ deployed: true }, folder, run)).rejects.toThrow("The history of dev cannot be read");
    });
  });

  test("names the stacks whose plans are in a folder, in their order", async () => {
    for (const name of ["plan-prod", "plan-dev"]) mkdirSync(join(folder, "plans", name), { recursive: true });
    expect((await affected({ planned: "plans" }, folder)).data).toEqual(["dev", "prod"]);
  });

  test("a base that is not there is told with the likely reason, and never taken for an option", async () => {
    await expect(affected({ base: "nowhere" }, folder)).rejects.toThrow(/nowhere[\s\S]*fetch-depth: 0/);
    await expect(affected({ base: "--output=x" }, folder)).rejects.toThrow("allowed a branch or a commit");
    expect(await affected({ all: true, base: "base" }, folder)).toMatchObject({ exitCode: 64 });
    expect(await affected({}, folder)).toMatchObject({ exitCode: 64, errors: expect.stringContaining("--base") });
  });
});
