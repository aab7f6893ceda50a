import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Lab } from "../test/lab/index.ts";
import { projectRoot } from "../test/lab/paths.ts";
import { type Measurement, ratio } from "./bar.ts";
import { alternating, seconds } from "./clock.ts";
import { devStack, withLab } from "./lab.ts";

export const preview: Measurement = {
  name: "preview",
  about: "`pulumi preview` of dev, before it is made and when nothing has changed, beside that of an empty program",
  run: (runs, log) =>
    withLab(log, async (lab) => {
      const empty = await emptyProgram(lab);
      const fresh = await devStack(lab);
      const made = await devStack(lab);
      try {
        // Before the environment exists: its objects would already be in the cluster that the preview asks.
        const first = await alternating(runs, {
          dev: () => seconds(() => fresh.pulumi("preview")),
          empty: () => seconds(empty.preview),
        });
        await made.pulumi("up", "--yes", "--skip-preview");
        const again = await alternating(runs, {
          dev: () => seconds(() => made.pulumi("preview")),
          empty: () => seconds(empty.preview),
        });
        const bar = { comparedWith: "pulumi preview of an empty program", limit: 1.8 };
        return [
          ratio({ ...bar, name: "pulumi preview of dev, nothing made yet" }, first.dev, first.empty),
          ratio({ ...bar, name: "pulumi preview of dev, no change" }, again.dev, again.empty),
        ];
      } finally {
        for (const workspace of [empty, fresh, made]) workspace.dispose();
      }
    }),
};

/** A program of no line, in the same lab and with the same settings. */
async function emptyProgram(lab: Lab): Promise<{ preview: () => Promise<void>; dispose: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), "dolphinpod-bench-empty-"));
  cpSync(join(projectRoot(), "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  symlinkSync(join(projectRoot(), "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", main: "main.js" }));
  writeFileSync(join(folder, "main.js"), "");
  const pulumi = async (...args: string[]): Promise<void> => {
    const env = { PULUMI_BACKEND_URL: `file://${folder}`, PULUMI_CONFIG_PASSPHRASE: "bench" };
    const { code, stdout, stderr } = await lab.pulumi([...args, "--stack", "empty"], { cwd: folder, env });
    if (code !== 0)
      throw new Error(`pulumi ${args.join(" ")} of an empty program: exit code ${code}\n${stdout}${stderr}`);
  };
  await pulumi("stack", "init");
  return {
    preview: () => pulumi("preview"),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
