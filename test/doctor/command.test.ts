import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { doctor } from "../../cli/commands/doctor.ts";
import type { Surroundings } from "../../delivery/doctor/gather/index.ts";

const folder = mkdtempSync(join(tmpdir(), "dolphinpod-doctor-"));
beforeAll(() => {
  writeFileSync(
    join(folder, "Pulumi.bad.yaml"),
    "config:\n  dolphinpod:class: dev\n  dolphinpod:worker: { replicas: -1 }\n",
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A machine on which there is no program at all. */
const bare: Surroundings = {
  ask: async (program) => ({ code: 1, stdout: "", stderr: `${program} cannot be run: ENOENT` }),
  env: {},
  network: { resolve: async () => {}, image: async () => "present" },
  tell: () => {},
};

test("a stack file that is wrong, and programs that are missing, are all told at once", async () => {
  const { data, exitCode, output } = await doctor({ stack: "bad" }, folder, bare);
  expect(exitCode).toBe(1);
  expect(output).toMatch(/PROBLEM +kubectl +kubectl cannot be run: ENOENT/);
  expect(output).toContain("worker.replicas");
  expect(data).toContainEqual({
    check: "kubectl",
    state: "problem",
    says: "kubectl cannot be run: ENOENT",
    fix: expect.stringContaining("kubernetes.io/docs/tasks/tools"),
  });
});

test("a stack that has no file is not looked at", async () => {
  expect(await doctor({ stack: "gone" }, folder, bare)).toMatchObject({
    exitCode: 64,
    errors: expect.stringContaining("there are bad"),
  });
});
