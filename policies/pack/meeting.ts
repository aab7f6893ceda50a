import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * The path of a socket at which packs of one engine find each other: the same for those of one folder that one language
 * host started for one engine. None where no engine's address is given, or where others could answer in a pack's place;
 * there each pack is a process of its own.
 */
export function meetingOf(engine: string | undefined, packs: string): string | undefined {
  const folder = engine && privateFolder();
  if (!folder) return undefined;
  removeAbandoned(folder);
  const key = createHash("sha256")
    .update(JSON.stringify([engine, packs]))
    .digest("hex")
    .slice(0, 16);
  return join(folder, `${process.ppid}-${key}`);
}

/** A folder that nobody else can write to, nor has made: a pack that finds nothing wrong could wait there. */
function privateFolder(): string | undefined {
  const user = process.getuid?.();
  const folder = join(tmpdir(), `dolphinpod-packs-${user}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { mode, uid } = lstatSync(folder);
    return uid === user && (mode & 0o077) === 0 ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** Engines end packs by a signal, so a first one leaves its socket; once its language host is gone nobody needs it. */
function removeAbandoned(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!isRunning(Number.parseInt(name, 10))) rmSync(join(folder, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
