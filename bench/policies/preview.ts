import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packs } from "../../policies/core/rule.ts";
import type { Lab } from "../../test/lab/index.ts";
import { projectRoot } from "../../test/lab/paths.ts";
import type { Log } from "../../test/lab/tools/progress.ts";
import { type Bar, median } from "../bar.ts";
import { alternating, seconds } from "../clock.ts";
import { withLab } from "../lab.ts";
import { manyObjects } from "./objects.ts";

const COUNT = 300;

const program = `
import { readFileSync } from "node:fs";
import { CustomResource } from "@pulumi/pulumi";
for (const it of JSON.parse(readFileSync(new URL("objects.json", import.meta.url), "utf8"))) {
  const group = it.apiVersion.includes("/") ? it.apiVersion : "core/" + it.apiVersion;
  const name = it.kind + "-" + it.metadata.namespace + "-" + it.metadata.name;
  new CustomResource("kubernetes:" + group + ":" + it.kind, name, it);
}
`;

/** The preview of a program of many resources, with no pack, with the pack of all rules, and with the five beside each other. */
export function previewing(runs: number, log: Log): Promise<Bar[]> {
  return withLab(log, async (lab) => {
    const { dispose, preview } = await programOf(lab);
    try {
      await preview();
      const taken = await alternating(runs, {
        without: () => seconds(() => preview()),
        all: () => seconds(() => preview("all")),
        five: () => seconds(() => preview(...packs)),
      });
      return [...bars("all", taken.all, taken.without), ...bars("five beside each other", taken.five, taken.without)];
    } finally {
      dispose();
    }
  });
}

function bars(which: string, taken: readonly number[], without: readonly number[]): Bar[] {
  const [more, less] = [median(taken), median(without)];
  const common = { comparedWith: "the same preview without packs" };
  const name = `policy packs (${which}) in a preview of ${COUNT} resources`;
  const detail = `${more.toFixed(2)} s to ${less.toFixed(2)} s`;
  return [
    { ...common, name, detail, runs: [more - less], limit: 2.5, unit: "s" },
    { ...common, name: `${name}, a resource`, runs: [((more - less) / COUNT) * 1000], limit: 20, unit: "ms" },
  ];
}

async function programOf(lab: Lab) {
  const folder = mkdtempSync(join(tmpdir(), "dolphinpod-bench-policies-"));
  const runtime = { name: "nodejs", options: { typescript: false } };
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify({ name: "many", runtime }));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", main: "main.js" }));
  writeFileSync(join(folder, "main.js"), program);
  writeFileSync(join(folder, "objects.json"), JSON.stringify(manyObjects(COUNT)));
  symlinkSync(join(projectRoot(), "node_modules"), join(folder, "node_modules"));
  const pulumi = async (...args: string[]): Promise<void> => {
    const env = { PULUMI_BACKEND_URL: `file://${folder}`, PULUMI_CONFIG_PASSPHRASE: "bench" };
    const { code, stderr, stdout } = await lab.pulumi([...args, "--stack", "many"], { cwd: folder, env });
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} of ${COUNT} resources: ${code}\n${stdout}${stderr}`);
  };
  await pulumi("stack", "init");
  return {
    preview: (...names: readonly string[]) =>
      pulumi("preview", ...names.flatMap((name) => ["--policy-pack", join(projectRoot(), "policies", name)])),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
