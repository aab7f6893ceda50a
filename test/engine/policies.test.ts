import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { projectRoot } from "../lab/paths.ts";
import type { RunResult } from "../lab/pulumi-run.ts";
import { testLab } from "./lab.ts";

const lab = testLab();
const folder = mkdtempSync(join(tmpdir(), "dolphinpod-policies-"));
const program = join(projectRoot(), "test/fixtures/guarded");
const rule = "pvc-retention-retain";

const stackFile = join(folder, "Pulumi.guarded.yaml");

/** Runs the CLI on the program, whose StatefulSet breaks the rule. */
function pulumi(...args: string[]): Promise<RunResult> {
  return lab.pulumi(args, {
    cwd: folder,
    env: { PULUMI_BACKEND_URL: `file://${folder}`, PULUMI_CONFIG_PASSPHRASE: "test" },
  });
}

function up(level: string, config: object = {}): Promise<RunResult> {
  const levels = join(folder, "levels.json");
  writeFileSync(levels, JSON.stringify({ [rule]: level }));
  writeFileSync(stackFile, stringify({ config }));
  const pack = join(projectRoot(), "policies/all");
  return pulumi("up", "--yes", "--stack", "guarded", "--policy-pack", pack, "--policy-pack-config", levels);
}

const statefulSet = () => lab.api.get("/apis/apps/v1/namespaces/guarded/statefulsets/guarded");
const retention = (whenScaled: string) => ({ spec: { persistentVolumeClaimRetentionPolicy: { whenScaled } } });

beforeAll(async () => {
  const runtime = { name: "nodejs", options: { typescript: false } };
  writeFileSync(join(folder, "Pulumi.yaml"), stringify({ name: "guarded", runtime, main: program }));
  await pulumi("stack", "init", "guarded");
});

afterEach(async () => {
  await pulumi("destroy", "--yes", "--stack", "guarded");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a mandatory violation stops an update before anything is made", async () => {
  const { code, stdout } = await up("mandatory");
  expect(code).not.toBe(0);
  expect(stdout).toMatch(/\[mandatory\].*pvc-retention-retain/);
  expect(stdout).toContain('whenScaled: received "Delete", allowed Retain. Write Retain.');
  expect(await lab.api.get("/api/v1/namespaces/guarded")).toBeUndefined();
});

test("the same violation as advisory warns and lets the update go on", async () => {
  const { code, stdout } = await up("advisory");
  expect(stdout).toMatch(/\[advisory\].*pvc-retention-retain/);
  expect(code).toBe(0);
  expect(await statefulSet()).toMatchObject(retention("Delete"));
});

test("a remediation reaches the API server", async () => {
  const { code, stdout } = await up("remediate");
  expect(stdout).toMatch(/\[remediate\].*pvc-retention-retain/);
  expect(code).toBe(0);
  expect(await statefulSet()).toMatchObject(retention("Retain"));
});

test("an exemption of the stack file lets it pass, and one without an owner is refused", async () => {
  const expires = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const exemption = { rule, match: "StatefulSet/keeper", reason: "its claims hold a cache", expires };
  const file = (it: object) => ({ "policies:exemptions": [it] });

  const refused = await up("mandatory", file(exemption));
  expect(refused.code).not.toBe(0);
  expect(refused.stdout + refused.stderr).toMatch(/exemptions[\s\S]*owner/);

  const passed = await up("mandatory", file({ ...exemption, owner: "data-platform" }));
  expect(passed).toMatchObject({ code: 0, stdout: expect.not.stringMatching(/\[mandatory\].*pvc-retention-retain/) });
});
