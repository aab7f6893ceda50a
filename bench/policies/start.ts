import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { projectRoot } from "../../test/lab/paths.ts";
import type { Bar } from "../bar.ts";

/** A pack from the start of its process, as a language host makes it, until it tells its port; and its memory by then. */
export async function starting(runs: number): Promise<Bar[]> {
  await start();
  const times: number[] = [];
  const memory: number[] = [];
  for (let run = 0; run < runs; run++) {
    const { seconds, mebibytes } = await start();
    times.push(seconds);
    memory.push(mebibytes);
  }
  return [
    { name: "policy pack all ready, time", comparedWith: "a fixed time", runs: times, limit: 1.5, unit: "s" },
    { name: "policy pack all ready, memory", comparedWith: "a fixed size", runs: memory, limit: 200, unit: "MiB" },
  ];
}

async function start(): Promise<{ seconds: number; mebibytes: number }> {
  const started = performance.now();
  const pack = join(projectRoot(), "policies", "all");
  const runner = createRequire(join(pack, "package.json")).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  // The engine's address, which the runner passes by.
  const child = spawn(process.execPath, [runner, "127.0.0.1:0", pack], {
    cwd: pack,
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  const taken = (performance.now() - started) / 1000;
  const mebibytes = mostMemory(child.pid);
  child.kill();
  await once(child, "exit");
  return { seconds: taken, mebibytes };
}

/** Only Linux tells; elsewhere it counts as nothing. */
function mostMemory(pid: number | undefined): number {
  if (process.platform !== "linux") return 0;
  const kibibytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kibibytes) / 1024;
}
