import { execFile } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { cacheRoot } from "../paths.ts";
import { withLock } from "./lock.ts";
import { type Log, withProgress } from "./progress.ts";

/** A Chromium that is in the npm registry, for Linux on x64: 67 MB, 270 MB once it is unpacked. */
export const chromiumVersion = "153.0.0";

const run = promisify(execFile);

/** A browser without a screen, and what its process needs around it. */
export interface Chromium {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Why there is no such Chromium for this machine; undefined where there is. */
export function chromiumMissing(): string | undefined {
  const here = `${process.platform}-${process.arch}`;
  return here === "linux-x64" ? undefined : `the npm registry has a Chromium for linux-x64, and this is ${here}`;
}

/** The Chromium of the cache, fetched and unpacked there where it is missing. */
export async function chromium(log: Log): Promise<Chromium> {
  const missing = chromiumMissing();
  if (missing !== undefined) throw new Error(`No Chromium: ${missing}.`);
  const folder = join(cacheRoot(), "tools", `chromium-${chromiumVersion}`);
  mkdirSync(join(cacheRoot(), "tools"), { recursive: true });
  await withLock(`${folder}.lock`, log, async () => {
    if (!existsSync(folder)) await install(folder, log);
  });
  return { path: join(folder, "chromium"), env: await surroundings(folder) };
}

/** The package unpacks into the folder for temporary files: the process that does it is given one of ours. */
async function install(folder: string, log: Log): Promise<void> {
  const [fetched, unpacked] = [`${folder}.npm`, `${folder}.new`];
  for (const it of [fetched, unpacked]) rmSync(it, { force: true, recursive: true });
  mkdirSync(unpacked);
  const npm = ["install", "--prefix", fetched, "--ignore-scripts", "--no-audit", "--no-fund", "--no-save"];
  try {
    await withProgress(log, { what: `Chromium ${chromiumVersion} from npm`, expected: 30 }, async () => {
      await run("npm", [...npm, `@sparticuz/chromium@${chromiumVersion}`]);
      const env = { ...process.env, TMPDIR: unpacked };
      await run(process.execPath, ["--input-type=module", "--eval", unpacking], { cwd: fetched, env });
    });
    renameSync(unpacked, folder);
  } catch (error) {
    throw new Error(
      `Chromium ${chromiumVersion} cannot be installed: ${error instanceof Error ? error.message : error}`,
    );
  } finally {
    for (const it of [fetched, unpacked]) rmSync(it, { force: true, recursive: true });
  }
}

const unpacking = `
import { inflate } from "@sparticuz/chromium";
const bin = new URL("../bin/", import.meta.resolve("@sparticuz/chromium")).pathname;
await Promise.all(["chromium.br", "fonts.tar.br", "al2023.tar.br"].map((file) => inflate(bin + file)));
`;

/** Libraries and fonts of the package stand in where the machine has none: bare images of containers lack both. */
async function surroundings(folder: string): Promise<Record<string, string>> {
  const { stdout } = await run("ldd", [join(folder, "chromium")]).catch(() => ({ stdout: "not found" }));
  return {
    ...(stdout.includes("not found") && { LD_LIBRARY_PATH: join(folder, "al2023", "lib") }),
    ...(existsSync("/etc/fonts/fonts.conf") ? {} : { FONTCONFIG_PATH: join(folder, "fonts") }),
  };
}
