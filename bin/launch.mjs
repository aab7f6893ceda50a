/**
 * Brings what the repository's commands need: the dependencies, and Node.js at the pinned version.
 *
 * Plain JavaScript without a dependency: it must run on any Node.js from 18 on, before anything is installed.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const modules = join(root, "node_modules");
const bin = join(modules, ".bin");
const QUIET = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error"];

/** Runs a TypeScript file of the repository, and ends as it ends. */
export function launch(script, args, cwd) {
  if (process.platform === "win32") fail("Windows is not supported; use WSL 2, which is Linux.");
  installDependencies();
  run(pinnedNode(), script, args, cwd);
}

/** Installs what package-lock.json says unless that was done already. Install scripts of packages are never run. */
function installDependencies() {
  const lock = join(root, "package-lock.json");
  const stamp = join(modules, ".dolphinpod-lock");
  const wanted = createHash("sha256").update(readFileSync(lock)).digest("hex");
  if (existsSync(stamp) ? readFileSync(stamp, "utf8") === wanted : installedAfter(lock)) return;
  say(existsSync(modules) ? "package-lock.json has changed: installing dependencies" : "Installing dependencies");
  npm(["ci", ...QUIET], root);
  writeFileSync(stamp, wanted);
}

/** Somebody ran npm themselves: the list that npm leaves in node_modules is newer than the lock. */
function installedAfter(lock) {
  const installed = join(modules, ".package-lock.json");
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs;
}

/** Path of Node.js at the version of package.json, which is linked into node_modules/.bin. */
function pinnedNode() {
  const { version } = readJson(join(modules, "node", "package.json"));
  const linked = join(modules, "node", "bin", "node");
  if (!runs(linked, version)) {
    // The package `node` fetches its binary in an install script; the package with the binary can be had without one.
    const name = `node-${process.platform}-${process.arch}`;
    const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
    const folder = join(cache, "dolphinpod", "node", version);
    const binary = join(folder, "node_modules", name, "bin", "node");
    if (!runs(binary, version)) {
      say(`Installing Node.js ${version} (npm package ${name}) in ${folder}`);
      mkdirSync(folder, { recursive: true });
      npm(["install", "--no-save", "--no-package-lock", ...QUIET, "--prefix", folder, `${name}@${version}`], folder);
    }
    if (!runs(binary, version)) fail(`${binary} does not run on this machine (${process.platform}, ${process.arch}).`);
    link(binary, linked);
  }
  link(linked, join(bin, "node"));
  return linked;
}

function runs(binary, version) {
  const answer = existsSync(binary) ? spawnSync(binary, ["--version"], { encoding: "utf8" }) : undefined;
  return answer?.stdout?.trim() === `v${version}`;
}

/** Puts a link in place in one step: another command may be running what it points to. */
function link(target, path) {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() && readlinkSync(path) === target) return;
  mkdirSync(dirname(path), { recursive: true });
  const next = `${path}.${process.pid}`;
  symlinkSync(target, next);
  renameSync(next, path);
}

function npm(npmArgs, cwd) {
  // Under `npm run`, npm tells where it lies; it may not be on PATH.
  const self = process.env.npm_execpath;
  const [file, before] = self?.endsWith(".js") ? [process.execPath, [self]] : ["npm", []];
  const { status, error } = spawnSync(file, [...before, ...npmArgs], { cwd, stdio: ["ignore", "inherit", "inherit"] });
  if (error) fail(`npm could not be started (${error.message}). Install npm, which comes with Node.js.`);
  if (status !== 0) fail(`npm ${npmArgs[0]} failed with exit code ${status}; see above.`);
}

function run(node, script, args, cwd) {
  const env = {
    ...process.env,
    PATH: [bin, process.env.PATH].join(delimiter),
    // Lets fetch use the proxy that HTTPS_PROXY names, as Go tools do.
    NODE_USE_ENV_PROXY: "1",
  };
  const child = spawn(node, [script, ...args], { cwd, env, stdio: "inherit" });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  // A terminal sends Ctrl-C to the child as well; passing it on would make two of one.
  const passOn = (signal) => (signal === "SIGINT" && process.stdin.isTTY) || child.kill(signal);
  for (const signal of signals) process.on(signal, passOn);
  child.on("error", (error) => fail(`${node} could not be started: ${error.message}`));
  child.on("exit", (code, signal) => {
    for (const name of signals) process.off(name, passOn);
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code ?? 1;
  });
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}
