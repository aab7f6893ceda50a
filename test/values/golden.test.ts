import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { init } from "../../cli/commands/init.ts";
import { projectRoot } from "../lab/paths.ts";

const fixtures = join(projectRoot(), "test/fixtures/values");
const values = ["values.yaml", "values-live.yaml"].map((name) => join(fixtures, name));
const golden = join(fixtures, "golden");

// The file says until when its exceptions hold.
beforeAll(() => jest.useFakeTimers({ advanceTimers: true, now: new Date("2026-06-01") }));
afterAll(() => jest.useRealTimers());

/** `DOLPHINPOD_UPDATE_GOLDEN=values jest ...` writes them anew; the difference is read. */
const isUpdated = process.env["DOLPHINPOD_UPDATE_GOLDEN"] === "values";

test.each([
  ["live", "prod", values],
  ["try", "dev", values.slice(0, 1)],
] as const)(
  "a fork of the values becomes the stack %s of class %s as it always did",
  async (stack, environmentClass, files) => {
    const folder = mkdtempSync(join(tmpdir(), "dolphinpod-values-"));
    const options = { class: environmentClass, context: "live-eu", stack, storage: "gp3", values: files, yes: true };
    const { exitCode, output } = await init(options, folder, undefined);
    const made = {
      [`Pulumi.${stack}.yaml`]: readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8"),
      [`${stack}.txt`]: `${output}\n`,
    };
    rmSync(folder, { recursive: true });
    expect(exitCode).toBe(0);
    for (const [name, text] of Object.entries(made)) {
      if (isUpdated) writeFileSync(join(golden, name), text);
      expect(text).toBe(readFileSync(join(golden, name), "utf8"));
      expect(text).not.toMatch(/made-up|MADEUP/);
    }
  },
);
