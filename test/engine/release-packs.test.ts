import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../lab/paths.ts";
import { installKindsOf, type Kinds } from "./definitions.ts";
import { testLab } from "./lab.ts";
import { Workspace } from "./workspace.ts";

/** The stack with every option on, as a release. */
const full = readFileSync(join(projectRoot(), "test/fixtures/stacks/Pulumi.full.yaml"), "utf8");
const file = `${full}  dolphinpod:scheduler: { delivery: release }\n`;
const lab = testLab();
const workspace = new Workspace(lab, "full", file);
const levels = join(workspace.folder, "levels.json");
let kinds: Kinds | undefined;

beforeAll(async () => {
  const optional = { "image-digest-pinned": "disabled", "priority-class-set": "disabled" };
  writeFileSync(levels, JSON.stringify({ all: "mandatory", ...optional }));
  kinds = await installKindsOf(lab.api, file);
  await workspace.init();
});
afterAll(async () => {
  workspace.dispose();
  await kinds?.remove();
});

test("packs find nothing in a preview of a release, and say which rules wait for what Helm makes of it", async () => {
  const pack = ["--policy-pack", join(projectRoot(), "policies/all"), "--policy-pack-config", levels];
  const { code, stdout } = await workspace.attempt(["preview", ...pack]);
  const said = stdout.split("\n").flatMap((line, index, lines) => (/- \[\w+\]/.test(line) ? [lines[index + 1]] : []));
  expect(said.filter((line) => !line?.includes("not evaluated until the update: "))).toEqual([]);
  expect(stdout).toContain("not evaluated until the update: the objects of the Helm release ds");
  expect(code).toBe(0);
});
