import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { apply } from "../../cli/commands/apply.ts";
import { comment } from "../../cli/commands/comment.ts";
import { drift } from "../../cli/commands/drift.ts";
import { preview } from "../../cli/commands/preview.ts";
import type { Run } from "../../delivery/run.ts";
import { projectRoot } from "../lab/paths.ts";
import { testLab } from "./lab.ts";

const lab = testLab();
const folder = mkdtempSync(join(tmpdir(), "dolphinpod-delivery-"));
const object = "/apis/apps/v1/namespaces/default/statefulsets/hooked";
const env = { PULUMI_BACKEND_URL: `file://${folder}`, PULUMI_CONFIG_PASSPHRASE: "test" };

/** Members of the registry: what stands in a stack file of a real program. */
let members = 3;

/** The commands' own calls: the CLI in the lab, kubectl on its cluster. */
const run: Run = async (command, args) => {
  if (command === "pulumi") return lab.pulumi([...args], { cwd: folder, env: { ...env, MEMBERS: String(members) } });
  const { kubectl } = await lab.binaries();
  return new Promise((resolve) => {
    const said = { encoding: "utf8", maxBuffer: 2 ** 26 } as const;
    execFile(kubectl, ["--kubeconfig", lab.kubeconfig, ...args], said, (error, stdout) =>
      resolve({ code: error ? 1 : 0, stdout }),
    );
  });
};

const plan = (number: number) => {
  members = number;
  return preview({ stack: "delivered", out: "plans/preview-delivered" }, folder, run);
};
const applied = (number: number) => {
  members = number;
  return apply({ stack: "delivered", plan: "plans/preview-delivered/plan.json" }, folder, run);
};

beforeAll(async () => {
  const runtime = { name: "nodejs", options: { typescript: false } };
  const main = join(projectRoot(), "test/fixtures/hooked");
  writeFileSync(join(folder, "Pulumi.yaml"), stringify({ name: "hooked", runtime, main }));
  writeFileSync(join(folder, "Pulumi.delivered.yaml"), stringify({ config: { "dolphinpod:class": "dev" } }));
  await run("pulumi", ["stack", "init", "delivered"]);
});

afterAll(async () => {
  await lab.api.remove(object);
  rmSync(folder, { recursive: true, force: true });
});

test("what was planned and shown is what is done", async () => {
  expect(await plan(3)).toMatchObject({ exitCode: 0, output: expect.stringContaining("1 change") });
  await comment({ folder: "plans", out: "comment.md" }, folder);
  expect(readFileSync(join(folder, "comment.md"), "utf8")).toContain("+ create StatefulSet default/hooked");
  expect(await applied(3)).toMatchObject({ exitCode: 0 });
  expect(await lab.api.get(object)).toMatchObject({ spec: { replicas: 3 } });
});

test("another change than the planned one stops before anything is done", async () => {
  await plan(2);
  expect(await applied(1)).toMatchObject({ exitCode: 1, errors: expect.stringContaining("The plan no longer fits") });
  expect(await lab.api.get(object)).toMatchObject({ spec: { replicas: 3 } });
});

test("an edit by hand is told with who made it, and nothing is told where there was none", async () => {
  members = 3;
  expect(await drift({ stack: "delivered" }, folder, run)).toMatchObject({ exitCode: 0 });
  await run("kubectl", ["scale", "--namespace", "default", "statefulset/hooked", "--replicas=5"]);
  const { exitCode, output } = await drift({ stack: "delivered" }, folder, run);
  expect(exitCode).toBe(2);
  expect(output).toContain("- spec.replicas: 3\n+ spec.replicas: 5");
  expect(output).toMatch(/Last changed by <code>kubectl<\/code> \(Update, \S+\): <code>spec.replicas<\/code>\.\n/);
});
