import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { fromStackFile } from "../stacks/config/stack-file.ts";
import { projectRoot } from "../test/lab/paths.ts";
import type { Measurement } from "./bar.ts";
import { seconds } from "./clock.ts";

const CHILD = "bench/program-start-child.ts";

export const programStart: Measurement = {
  name: "program-start",
  about: "the program of dev in a process of its own, from its start to the first object that it registers",
  async run(runs) {
    await start();
    const times: number[] = [];
    const memory: number[] = [];
    for (let run = 0; run < runs; run++) {
      let used = 0;
      times.push(
        await seconds(async () => {
          used = await start();
        }),
      );
      memory.push(used);
    }
    const name = "program start: load and resolve, no engine";
    return [
      { name: `${name}, time`, comparedWith: "a fixed time", runs: times, limit: 0.9, unit: "s" },
      { name: `${name}, memory`, comparedWith: "a fixed size", runs: memory, limit: 220, unit: "MiB" },
    ];
  },
};

/** The most memory that the process held, in MiB. */
async function start(): Promise<number> {
  const root = projectRoot();
  const { stdout } = await promisify(execFile)(process.execPath, [CHILD, JSON.stringify(devConfiguration(root))], {
    cwd: root,
    env: { ...process.env, DOLPHINPOD_CHART: join(root, "test", "fixtures", "chart") },
  });
  return Number(stdout) / 1024;
}

/** As the engine hands it to the program: objects as JSON. */
function devConfiguration(root: string): Record<string, string> {
  const loaded = fromStackFile(readFileSync(join(root, "Pulumi.dev.yaml"), "utf8"));
  if (!loaded.ok) throw new Error("Pulumi.dev.yaml cannot be read: npm run config -- dev says why");
  return Object.fromEntries(
    Object.entries(loaded.input).map(([key, value]) => [
      `dolphinpod:${key}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
