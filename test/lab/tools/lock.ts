import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "./progress.ts";

/** Whether a process with this id exists, also one of another user. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

/**
 * Runs `work` while no other process holds the lock file.
 *
 * The file holds the owner's process id; a lock whose owner is gone (killed, machine restarted) is taken over.
 */
export async function withLock<T>(file: string, log: Log, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  let told = 0;
  while (!take(file)) {
    const owner = Number(read(file));
    if (owner && !isAlive(owner)) {
      rmSync(file, { force: true });
      continue;
    }
    if (Date.now() - told > 5_000) {
      log(`  waiting for process ${owner || "?"}, which holds ${file}`);
      told = Date.now();
    }
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

// Not `instanceof Error`: under Jest an error of Node's own is made by another realm's class.
function hasCode(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}
