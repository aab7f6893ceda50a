import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { teardownPlan } from "../../delivery/teardown/plan.ts";
import { stateResources } from "../../delivery/teardown/state.ts";
import { projectRoot } from "../lab/paths.ts";
import { testLab } from "./lab.ts";

const lab = testLab();
const folder = mkdtempSync(join(tmpdir(), "dolphinpod-guards-"));
const object = "/apis/apps/v1/namespaces/default/statefulsets/hooked";

/** Runs the CLI on a registry of some members whose program has the guards. */
const pulumi = (members: number, ...args: string[]) =>
  lab.pulumi([...args, "--stack", "hooked"], {
    cwd: folder,
    env: { MEMBERS: String(members), PULUMI_BACKEND_URL: `file://${folder}`, PULUMI_CONFIG_PASSPHRASE: "test" },
  });

const up = (members: number) => pulumi(members, "up", "--yes", "--skip-preview");

const guards = (value: string) =>
  writeFileSync(
    join(folder, "Pulumi.hooked.yaml"),
    stringify({ config: { "dolphinpod:class": "prod", "policies:guards": value } }),
  );

beforeAll(async () => {
  const runtime = { name: "nodejs", options: { typescript: false } };
  const main = join(projectRoot(), "test/fixtures/hooked");
  writeFileSync(join(folder, "Pulumi.yaml"), stringify({ name: "hooked", runtime, main }));
  await lab.pulumi(["stack", "init", "hooked"], {
    cwd: folder,
    env: { PULUMI_BACKEND_URL: `file://${folder}`, PULUMI_CONFIG_PASSPHRASE: "test" },
  });
});

afterAll(async () => {
  await lab.api.remove(object);
  rmSync(folder, { recursive: true, force: true });
});

test("a bare update that takes too many members away is refused, and so is their deletion", async () => {
  guards("hooks");
  expect((await up(3)).code).toBe(0);
  const refused = await up(1);
  expect(refused).toMatchObject({ code: 1, stdout: expect.stringContaining("registry-one-member-at-a-time") });
  expect(await lab.api.get(object)).toMatchObject({ spec: { replicas: 3 } });

  const destroyed = await pulumi(3, "destroy", "--yes", "--run-program");
  expect(destroyed.stdout).toContain("no-delete-of-stateful");
  expect(await lab.api.get(object)).toMatchObject({ spec: { replicas: 3 } });
});

test("a teardown sees in the state that deletes are guarded, and runs the program", async () => {
  const { stdout } = await pulumi(3, "stack", "export");
  expect(teardownPlan(stateResources(stdout))).toMatchObject({ runProgram: true });
});

test("with the guards off the same update goes through", async () => {
  guards("off");
  expect((await up(1)).code).toBe(0);
  expect(await lab.api.get(object)).toMatchObject({ spec: { replicas: 1 } });
});
