import { spawn } from "node:child_process";
import { projectRoot } from "../test/lab/paths.ts";
import type { Measurement } from "./bar.ts";
import { seconds } from "./clock.ts";
import { LAB, labOf } from "./lab.ts";

export const start: Measurement = {
  name: "start",
  about: "`npm start` in a lab that does not exist yet, and once more",
  async run(runs, log) {
    const lab = labOf(log);
    await lab.prepare();
    const first: number[] = [];
    const second: number[] = [];
    try {
      for (let run = 0; run < runs; run++) {
        await lab.destroy();
        first.push(await seconds(npmStart));
        second.push(await seconds(npmStart));
      }
    } finally {
      await lab.destroy();
    }
    const fixed = { comparedWith: "a fixed time", unit: "s" } as const;
    return [
      { name: "npm start, tools built", ...fixed, runs: first, limit: 60 },
      { name: "npm start again, no change", ...fixed, runs: second, limit: 20 },
    ];
  },
};

function npmStart(): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const child = spawn("npm", ["start"], {
    cwd: projectRoot(),
    env: { ...process.env, DOLPHINPOD_LAB: LAB },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  child.once("error", reject);
  child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`npm start: exit code ${code}\n${said}`))));
  return promise;
}
