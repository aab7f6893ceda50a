import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const SUFFIX = ".pid";

/**
 * Process ids of a cluster's running components, by the name of their binary, as kwokctl noted them.
 *
 * Notes whose process is gone or belongs to somebody else are deleted: kwokctl trusts them, and after a restart of the
 * machine it would take a stranger for its component, and kill it.
 */
export function runningComponents(folder: string): Map<string, number> {
  const pids = join(folder, "pids");
  const running = new Map<string, number>();
  if (!existsSync(pids)) return running;
  for (const file of readdirSync(pids).filter((name) => name.endsWith(SUFFIX))) {
    const binary = file.slice(0, -SUFFIX.length);
    const pid = Number(readFileSync(join(pids, file), "utf8"));
    if (runs(pid, binary)) running.set(binary, pid);
    else rmSync(join(pids, file), { force: true });
  }
  return running;
}

/** Whether the process runs this binary; one that has ended and waits for its parent has no command any more. */
function runs(pid: number, binary: string): boolean {
  return pid > 0 && commandOf(pid).includes(`/${binary} `);
}

function commandOf(pid: number): string {
  try {
    if (existsSync("/proc/self")) return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return `${execFileSync("ps", ["-ww", "-o", "args=", "-p", String(pid)], { encoding: "utf8" }).trim()} `;
  } catch {
    return "";
  }
}
