import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { imageNames } from "../../components/scheduler/images.ts";
import { builtVersions } from "../../images/contents.ts";
import { projectRoot } from "../lab/paths.ts";

interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
}

const text = readFileSync(join(projectRoot(), ".github/workflows/images.yml"), "utf8");
const workflow = parse(text) as { readonly permissions: object; readonly jobs: Readonly<Record<"build" | "pin", Job>> };
const { build, pin } = workflow.jobs;

test("every image of every version is built", () => {
  expect(build.strategy?.matrix).toEqual({
    component: [...Object.keys(imageNames), "plugins"].sort(),
    version: builtVersions,
  });
});

test("every action is pinned to one version", () => {
  const used = [...build.steps, ...pin.steps].flatMap(({ uses }) => uses ?? []);
  expect(used.length).toBeGreaterThan(4);
  for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@v\d+\.\d+\.\d+$/);
});

test("what is pushed is signed by its digest, and no job may do more than it needs", () => {
  expect(build.steps.at(-1)?.run).toBe('cosign sign --yes "$IMAGE@$DIGEST"');
  expect(workflow.permissions).toEqual({ contents: "read" });
  expect(build.permissions).toEqual({ contents: "read", "id-token": "write" });
  expect(pin.permissions).toEqual({ contents: "write", "pull-requests": "write" });
});

test("no expression is pasted into a shell", () => {
  for (const { run } of [...build.steps, ...pin.steps]) expect(run ?? "").not.toContain("${{");
});
