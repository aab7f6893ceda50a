import { execFile } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { cacheRoot } from "../paths.ts";
import { ensureBuilt } from "./build.ts";
import type { Tool } from "./list.ts";
import { withLock } from "./lock.ts";
import { type Log, withProgress } from "./progress.ts";

/** A checker of manifests that knows nothing of this project. */
export const kubeScore: Tool = {
  name: "kube-score",
  module: "github.com/zegl/kube-score",
  version: "v1.20.0",
  packages: ["github.com/zegl/kube-score/cmd/kube-score"],
  go: "1.24.0",
  expected: 90,
};

/** Path of the kube-score binary. */
export async function kubeScoreBinary(log: Log): Promise<string> {
  return join(await ensureBuilt(kubeScore, log), "kube-score");
}

export const checkovVersion = "3.3.30";

/** Path of checkov, in a Python environment of its own beside the tools. Needs Python 3.9 or newer with venv. */
export async function checkovBinary(log: Log): Promise<string> {
  const folder = join(cacheRoot(), "tools", `checkov-${checkovVersion}`);
  const binary = join(folder, "bin", "checkov");
  if (existsSync(binary)) return binary;
  mkdirSync(join(cacheRoot(), "tools"), { recursive: true });
  await withLock(`${folder}.lock`, log, async () => {
    if (!existsSync(binary)) await install(folder, log);
  });
  return binary;
}

/** An environment cannot be moved, since its scripts name its path; so what failed half-way is taken away. */
async function install(folder: string, log: Log): Promise<void> {
  const run = promisify(execFile);
  rmSync(folder, { recursive: true, force: true });
  try {
    await withProgress(log, { what: `checkov ${checkovVersion} from PyPI`, expected: 90 }, async () => {
      await run("python3", ["-m", "venv", folder]);
      await run(join(folder, "bin", "pip"), ["install", "--quiet", `checkov==${checkovVersion}`]);
    });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`checkov ${checkovVersion} cannot be installed: ${error instanceof Error ? error.message : error}`);
  }
}
