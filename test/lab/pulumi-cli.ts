import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheRoot, projectRoot } from "./paths.ts";
import { answers } from "./reachable.ts";
import { ensureBuilt } from "./tools/build.ts";
import { pulumi } from "./tools/list.ts";
import { type Log, withProgress } from "./tools/progress.ts";

/** Where Pulumi publishes the CLI and the plugins. */
export const PULUMI_DOWNLOADS = "https://get.pulumi.com";

/** Names the language host that a built CLI uses; the official one lies beside the official CLI and does not read it. */
export const LANGUAGE_HOST_ENV = "DOLPHINPOD_LANGUAGE_HOST";

// Beside the CLI, because the engine warns at every command about a host it finds elsewhere on PATH. The cache serves
// every checkout, so the script must not know where one of them is.
const LANGUAGE_HOST = `#!/bin/sh\nexec "$${LANGUAGE_HOST_ENV}" "$@"\n`;

export interface PulumiCli {
  binary: string;
  /** The lab's own PULUMI_HOME: plugins, the selected stacks. */
  home: string;
}

/**
 * The CLI at the version of the npm package `pulumi`, where that launcher keeps it.
 *
 * The official build is preferred; where it cannot be downloaded the same version is built from its Go module.
 */
export async function ensureCli(log: Log): Promise<PulumiCli> {
  const { binary, home } = places();
  if (!existsSync(binary) && !(await download(home, log))) {
    const built = join(await ensureBuilt(pulumi, log), "pulumi");
    mkdirSync(dirname(binary), { recursive: true });
    cpSync(built, `${binary}.new`);
    renameSync(`${binary}.new`, binary);
  }
  const languageHost = join(dirname(binary), "pulumi-language-nodejs");
  if (!existsSync(languageHost)) writeFileSync(languageHost, LANGUAGE_HOST, { mode: 0o755 });
  keepNoLog(home);
  return { binary, home };
}

/**
 * The CLI writes all it does, every property of every resource, to an encrypted log in its home, and has no option
 * against it; it goes without where the folder cannot be made. A third of its work in a preview is that log.
 */
function keepNoLog(home: string): void {
  const logs = join(home, "logs");
  if (statSync(logs, { throwIfNoEntry: false })?.isFile()) return;
  rmSync(logs, { recursive: true, force: true });
  writeFileSync(logs, "A file and no folder on purpose: the lab keeps no log of every command.\n");
}

/** Whether {@link ensureCli} will have to build. */
export async function mustBuildCli(): Promise<boolean> {
  return !existsSync(places().binary) && !(await answers(PULUMI_DOWNLOADS));
}

/** The launcher looks in the same place, so that a CLI put there by either is found by both. */
function places(): PulumiCli {
  const home = join(cacheRoot(), "pulumi");
  return { binary: join(home, "versions", pulumi.version.slice(1), "bin", "pulumi"), home };
}

async function download(home: string, log: Log): Promise<boolean> {
  const name = `Pulumi CLI ${pulumi.version.slice(1)}`;
  if (await mustBuildCli()) {
    log(`${name}: ${PULUMI_DOWNLOADS} does not answer, so it is built from its Go module`);
    return false;
  }
  log(`${name}: downloading from ${PULUMI_DOWNLOADS}`);
  const code = await withProgress(log, { what: name, expected: 30 }, () => runLauncher(home));
  if (code !== 0) log(`${name}: the download failed (exit code ${code}), so it is built from its Go module`);
  return code === 0;
}

/** The launcher downloads the CLI before it runs it. */
function runLauncher(home: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const launcher = join(projectRoot(), "node_modules", "pulumi", "run.js");
    const env = { ...process.env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const child = spawn(process.execPath, [launcher, "version"], { env, stdio: ["ignore", "ignore", "inherit"] });
    child.on("error", reject);
    child.on("exit", resolve);
  });
}
