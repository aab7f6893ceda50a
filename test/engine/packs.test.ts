import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packs } from "../../policies/core/rule.ts";
import { rules } from "../../policies/rules/index.ts";
import { projectRoot } from "../lab/paths.ts";
import { installKindsOf, type Kinds } from "./definitions.ts";
import { testLab } from "./lab.ts";
import { Workspace } from "./workspace.ts";

/** The stack with every option on, whose class only warns: here everything stops. */
const file = readFileSync(join(projectRoot(), "test/fixtures/stacks/Pulumi.full.yaml"), "utf8");
const lab = testLab();
const workspace = new Workspace(lab, "full", file);
let kinds: Kinds | undefined;
const levels = join(workspace.folder, "levels.json");

const optional = { "image-digest-pinned": "disabled", "priority-class-set": "disabled" };
writeFileSync(levels, JSON.stringify({ all: "mandatory", ...optional }));

const preview = (...names: readonly string[]) =>
  workspace.attempt([
    "preview",
    ...names.flatMap((name) => [
      "--policy-pack",
      join(projectRoot(), "policies", name),
      "--policy-pack-config",
      levels,
    ]),
  ]);

beforeAll(async () => {
  kinds = await installKindsOf(lab.api, file);
  await workspace.init();
});
afterAll(async () => {
  workspace.dispose();
  await kinds?.remove();
});

test("every pack runs beside the others on the whole program, and only what is not known yet is open", async () => {
  const { code, stdout } = await preview(...packs);
  for (const pack of packs) expect(stdout).toMatch(new RegExp(`(✅|⚠️) dolphinpod-${pack}@v`));
  const said = stdout.split("\n").flatMap((line, index, lines) => (/- \[\w+\]/.test(line) ? [lines[index + 1]] : []));
  expect(said.filter((line) => !line?.includes("not evaluated until the update: "))).toEqual([]);
  expect(code).toBe(0);
});

test("a number in the stack file is refused where it arrives, when a team's limit is lower", async () => {
  const roleLimits = { master: { min: 1, max: 2 } };
  const rule = { enforcementLevel: "mandatory", roleLimits };
  writeFileSync(levels, JSON.stringify({ "replicas-within-role-limits": rule }));
  const { code, stdout } = await preview("all");
  expect(file).toContain("dolphinpod:master: { replicas: 3");
  expect(stdout).toMatch(/\[mandatory\].*replicas-within-role-limits/);
  expect(stdout).toContain("spec.replicas: received 3, allowed 1 to 2 for role master. Write 2");
  expect(code).not.toBe(0);
});

test("a pack has the rules of its own, and all has every one", () => {
  expect(packs.map((pack) => rules.filter((rule) => rule.pack === pack).length)).not.toContain(0);
  expect(packs.reduce((sum, pack) => sum + rules.filter((rule) => rule.pack === pack).length, 0)).toBe(rules.length);
});
