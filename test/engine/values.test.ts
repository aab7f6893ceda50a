import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { check } from "../../cli/commands/check.ts";
import { init } from "../../cli/commands/init.ts";
import { examples } from "../cli/answers.ts";
import { forks } from "../values/arbitrary.ts";

const folder = mkdtempSync(join(tmpdir(), "dolphinpod-values-"));
afterAll(() => rmSync(folder, { recursive: true }));

// Each run renders the whole environment and judges it.
test.each(["dev", "prod"] as const)(
  "whatever values init reads for class %s, check accepts the file",
  async (environmentClass) => {
    await fc.assert(
      fc.asyncProperty(forks, async (values) => {
        writeFileSync(join(folder, "values.yaml"), JSON.stringify(values));
        const options = { ...examples, host: undefined, stack: "any", class: environmentClass, force: true };
        const made = await init({ ...options, values: ["values.yaml"] }, folder, undefined);
        expect(made).toMatchObject({ exitCode: 0, errors: "" });
        const { errors, exitCode, output } = await check({ stack: "any" }, folder);
        expect(exitCode === 0 ? errors : errors + output.slice(output.indexOf("Policies:"))).toBe("");
      }),
      { numRuns: 12 },
    );
  },
);
