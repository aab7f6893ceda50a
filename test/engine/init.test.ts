import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { check } from "../../cli/commands/check.ts";
import { init } from "../../cli/commands/init.ts";
import { answers, examples } from "../cli/answers.ts";

const folder = mkdtempSync(join(tmpdir(), "dolphinpod-init-"));
afterAll(() => rmSync(folder, { recursive: true }));

// Each run renders the whole environment and judges it.
test.each(["dev", "prod"] as const)(
  "whatever answers init accepts for class %s, check accepts the file",
  async (environmentClass) => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(answers, async (given) => {
        const made = await init({ stack: "any", class: environmentClass, force: true, ...given }, folder, undefined);
        if (made.exitCode !== 0) return;
        accepted += 1;
        expect(await check({ stack: "any" }, folder)).toMatchObject({ exitCode: 0, errors: "" });
      }),
      { numRuns: 12, examples: [[examples]] },
    );
    expect(accepted).toBeGreaterThan(1);
  },
);
