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

test("what is pushed is signed by its digest, and no job may do more than it needs", () => {
  expect(build.steps.at(-1)?.run).toBe('cosign sign --yes "$IMAGE@$DIGEST"');
  expect(build.permissions).toEqual({ contents: "read", "id-token": "write" });
  expect(pin.permissions).toEqual({ contents: "write", "pull-requests": "write" });
});
