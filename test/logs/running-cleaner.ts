import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cleanerScript } from "../../components/logs/cleaner-script.ts";
import { cleanerMetrics, cleanerPort } from "../../components/logs/metrics.ts";

const hour = 3600;
/** Why the cleaner cannot be run here; undefined where it can. */
export const missing: string | undefined = givesLeases()
  ? undefined
  : "needs Perl, and Linux with temporary files on a file system that gives leases";

function givesLeases(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "dolphinpod-lease-"));
  const file = join(folder, "file");
  writeFileSync(file, "");
  const lease = "use Fcntl qw(F_SETLEASE F_WRLCK); open(my $f, '<', $ARGV[0]); exit !fcntl($f, F_SETLEASE, F_WRLCK)";
  const { status } = spawnSync("perl", ["-e", lease, file]);
  rmSync(folder, { recursive: true });
  return status === 0;
}

/** Whoever the cleaner is where this is root: root may have a lease on everybody's files. */
const someone = 10001;
const isRoot = process.getuid?.() === 0;

/** A folder of logs and, once it is asked to look, the real cleaner over it. */
export class LogFolder {
  readonly path = mkdtempSync(join(tmpdir(), "dolphinpod-logs-"));
  readonly #children: ChildProcess[] = [];

  constructor() {
    if (isRoot) chownSync(this.path, someone, someone);
  }

  /** Writes a file that was last changed some hours ago, its folders too, and returns its path. */
  write(name: string, { hours = 0, bytes = 10 } = {}): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "x".repeat(bytes));
    const changed = Date.now() / 1000 - hours * hour;
    for (let it = path; it !== this.path; it = dirname(it)) {
      if (isRoot) chownSync(it, someone, someone);
      utimesSync(it, changed, changed);
    }
    return path;
  }

  /** The same, but nobody's to delete: another user's, or one that cannot be opened where this has no other user. */
  writeForeign(name: string, of: { hours?: number; bytes?: number }): string {
    const path = this.write(name, of);
    if (isRoot) chownSync(path, 0, 0);
    else chmodSync(path, 0);
    return path;
  }

  /** Starts the cleaner and returns what it says of itself after its first pass. */
  async clean(settings: { keepHours?: number; limitBytes?: number; intervalSeconds?: number } = {}) {
    const { keepHours = 24, limitBytes = 1e9, intervalSeconds = 3600 } = settings;
    const port = await freePort();
    const child = spawn("perl", ["-e", cleanerScript], {
      env: {
        FOLDER: this.path,
        INTERVAL_SECONDS: String(intervalSeconds),
        KEEP_SECONDS: String(keepHours * hour),
        LIMIT_BYTES: String(limitBytes),
        PATH: process.env["PATH"],
        PORT: String(port),
        YOUNGEST_SECONDS: String(hour),
      },
      stdio: ["ignore", "ignore", "pipe"],
      ...(isRoot ? { gid: someone, uid: someone } : {}),
    });
    const complaints: string[] = [];
    child.stderr.setEncoding("utf8").on("data", (text: string) => complaints.push(text));
    this.#children.push(child);
    const metrics = () => scrape(port);
    let first = await metrics();
    while (!first?.[cleanerMetrics.lastPass]) {
      if (child.exitCode !== null) throw new Error(`the cleaner ended with ${child.exitCode}`);
      await sleep(20);
      first = await metrics();
    }
    return { child, complaints: () => complaints.join(""), first, metrics, port };
  }

  async dispose(): Promise<void> {
    for (const child of this.#children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    rmSync(this.path, { force: true, recursive: true });
  }
}

type Metrics = Readonly<Record<string, number>>;

/** Samples by name and labels; undefined while nobody answers. */
async function scrape(port: number): Promise<Metrics | undefined> {
  const answer = await fetch(`http://127.0.0.1:${port}${cleanerPort.path}`).catch(() => undefined);
  if (answer === undefined) return undefined;
  const lines = (await answer.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]),
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
