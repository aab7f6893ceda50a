import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { many } from "../test/delivery/previews.ts";
import { projectRoot } from "../test/lab/paths.ts";
import type { Measurement } from "./bar.ts";
import { seconds } from "./clock.ts";

const resources = 300;

export const comment: Measurement = {
  name: "comment",
  about: `the comment on a pull request that changes ${resources} resources, from the start of the command`,
  async run(runs) {
    const folder = mkdtempSync(join(tmpdir(), "dolphinpod-comment-"));
    try {
      const [preview, out] = [join(folder, "preview.json"), join(folder, "comment.md")];
      writeFileSync(preview, JSON.stringify(many(resources)));
      const words = [join(projectRoot(), "cli", "index.ts"), "comment", preview, "--out", out];
      const make = () => seconds(() => promisify(execFile)(process.execPath, words));
      await make();
      const times: number[] = [];
      for (let run = 0; run < runs; run++) times.push(await make());
      return [
        {
          name: `comment on ${resources} changed resources`,
          comparedWith: "a fixed time",
          detail: `${statSync(out).size} bytes`,
          runs: times,
          limit: 2,
          unit: "s",
        },
      ];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
