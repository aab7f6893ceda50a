import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { digestOf, pullChart, requestFailure } from "./oci.ts";
import { UserError } from "./user-error.ts";

export interface ChartReference {
  /** Where the chart lives, its name included: `oci://<host>/<path>/<chart>`. */
  readonly repository: string;
  readonly version: string;
}

/** Where the surroundings of a call are; the defaults are the process's own. */
export interface ChartPlaces {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /**
   * File of the digests, in version control: {"<repository>:<version>": "sha256:..."}. The default is
   * `charts.lock.json` in the working directory, which is the project's: this code may lie in a package of another.
   */
  readonly lockFile?: string;
}

/**
 * The local path of a chart, which is pulled once and never trusted anew.
 *
 * `DOLPHINPOD_CHART` (a folder or an archive) wins. Otherwise it is the archive in the cache, checked against the
 * digest in `charts.lock.json` at every call; it is pulled when it is missing, and its digest is locked when there is
 * none yet. Throws when the archive is not the locked one, or when it is missing and the registry cannot be reached.
 */
export async function chartArchive(chart: ChartReference, places: ChartPlaces = {}): Promise<string> {
  const env = places.env ?? process.env;
  if (env["DOLPHINPOD_CHART"]) return chartOverride(env["DOLPHINPOD_CHART"]);

  const lockFile = places.lockFile ?? resolve("charts.lock.json");
  const archive = cachedArchive(chart, env);
  const cached = existsSync(archive);
  const content = cached ? readFileSync(archive) : await pull(chart, archive);

  const id = `${chart.repository}:${chart.version}`;
  const lock = readLock(lockFile);
  const locked = lock[id];
  const actual = digestOf(content);
  if (locked && locked !== actual) {
    throw new UserError(cached ? tampered(id, archive, actual, locked) : replaced(id, lockFile, actual, locked));
  }
  if (!cached) writeAtomically(archive, content);
  if (!locked) writeAtomically(lockFile, `${JSON.stringify(sorted({ ...lock, [id]: actual }), undefined, 2)}\n`);
  return archive;
}

function chartOverride(path: string): string {
  if (existsSync(path)) return resolve(path);
  throw new UserError(
    `DOLPHINPOD_CHART: ${path} does not exist; it must be a chart's folder or archive, or not be set.`,
  );
}

/** Where the archive of a chart lies once it was pulled. */
export function cachedArchive(
  { repository, version }: ChartReference,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const cache = env["XDG_CACHE_HOME"] || join(env["HOME"] || homedir(), ".cache");
  const name = repository.split("/").at(-1);
  return join(cache, "dolphinpod", "charts", `${name}-${version}.tgz`);
}

async function pull({ repository, version }: ChartReference, archive: string): Promise<Uint8Array> {
  try {
    return await pullChart({ repository, tag: version });
  } catch (error) {
    throw new UserError(
      `The chart ${repository}:${version} is not in the cache and could not be pulled: ${requestFailure(error)} ` +
        `Connect to the registry once, or put the archive at ${archive}, ` +
        "or set DOLPHINPOD_CHART to a chart's folder or archive.",
      { cause: error },
    );
  }
}

function readLock(file: string): Record<string, string> {
  const lock: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const isLock = (value: unknown): value is Record<string, string> =>
    typeof value === "object" && value !== null && Object.values(value).every((digest) => typeof digest === "string");
  if (!isLock(lock))
    throw new UserError(`${file}: must map "<repository>:<version>" to "sha256:<digest>"; restore it.`);
  return lock;
}

/** Another process sees the old file or the whole new one. */
function writeAtomically(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}.partial`;
  writeFileSync(partial, content);
  renameSync(partial, file);
}

function sorted(record: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function tampered(id: string, archive: string, actual: string, locked: string): string {
  return (
    `${id}: the archive in the cache is ${actual} and charts.lock.json wants ${locked}. ` +
    `It was changed or damaged: delete ${archive}, and the next run pulls it again.`
  );
}

function replaced(id: string, lockFile: string, actual: string, locked: string): string {
  return (
    `${id}: the registry now serves ${actual} and charts.lock.json wants ${locked}. ` +
    `Somebody replaced a published version. Find out why before you trust it: to accept it, remove its line from ${lockFile}.`
  );
}
