import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import { projectRoot } from "../../test/lab/paths.ts";
import type { Bar } from "../bar.ts";
import { seconds } from "../clock.ts";
import { manyObjects } from "./objects.ts";

const COUNT = 10_000;

/** `npm run policy` over a file of many objects, from the start of its process to the end of its report. */
export async function judging(runs: number): Promise<Bar[]> {
  const folder = mkdtempSync(join(tmpdir(), "dolphinpod-bench-judge-"));
  try {
    const objects = manyObjects(COUNT);
    const forms = {
      JSON: ["objects.json", JSON.stringify({ apiVersion: "v1", kind: "List", items: objects })],
      YAML: ["objects.yaml", objects.map((object) => stringify(object)).join("---\n")],
    } as const;
    const bars: Bar[] = [];
    for (const [form, [name, text]] of Object.entries(forms)) {
      const file = join(folder, name);
      writeFileSync(file, text);
      const times: number[] = [];
      for (let run = 0; run < runs; run++) times.push(await seconds(() => judge(file, join(folder, "report.json"))));
      bars.push({
        name: `npm run policy, ${COUNT} objects in ${form}`,
        comparedWith: "a fixed time",
        runs: times,
        limit: 10,
        unit: "s",
      });
    }
    return bars;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** It ends with 1 when it found something, and that is no failure here. */
async function judge(file: string, report: string): Promise<void> {
  const args = ["cli/index.ts", "policy", file, "--class", "dev", "--format", "json", "--output", report];
  await promisify(execFile)(process.execPath, args, { cwd: projectRoot() });
}
