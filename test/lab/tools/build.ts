import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { cacheRoot } from "../paths.ts";
import { binaryNames, cacheKey, type Tool } from "./list.ts";
import { withLock } from "./lock.ts";
import { buildArguments, moduleFile, siblingModules } from "./module-file.ts";
import { duration, type Log, withProgress } from "./progress.ts";

const platform = `${process.platform}-${process.arch}`;

function toolsFolder(): string {
  return join(cacheRoot(), "tools");
}

function toolFolder(tool: Tool): string {
  return join(toolsFolder(), `${tool.name}-${tool.version.slice(1)}-${cacheKey(tool, platform)}`);
}

export function isBuilt(tool: Tool): boolean {
  return existsSync(toolFolder(tool));
}

/**
 * Builds the tool unless this very version lies in the cache, and returns the folder of its binaries.
 *
 * One build runs at a time, over all processes: two Go builds side by side take longer than one after the other.
 */
export async function ensureBuilt(tool: Tool, log: Log): Promise<string> {
  const folder = toolFolder(tool);
  if (isBuilt(tool)) return folder;
  await withLock(join(toolsFolder(), "lock"), log, async () => {
    if (!isBuilt(tool)) await build(tool, folder, log);
  });
  return folder;
}

async function build(tool: Tool, folder: string, log: Log): Promise<void> {
  const binaries = binaryNames(tool).join(", ");
  log(`Building ${tool.name} ${tool.version.slice(1)} (${binaries}) from its Go module; kept in ${folder}`);
  const started = Date.now();
  // Whoever holds the lock is alone here, so these are of builds that were killed.
  const abandoned = readdirSync(toolsFolder()).filter((name) => name.startsWith("build-"));
  for (const name of abandoned) rmSync(join(toolsFolder(), name), { recursive: true, force: true });
  const work = mkdtempSync(join(toolsFolder(), "build-"));
  try {
    const siblings = tool.siblings ? siblingModules(await moduleFileOf(tool, work, log)) : [];
    writeFileSync(join(work, "go.mod"), moduleFile(tool, siblings));
    mkdirSync(join(work, "bin"));

    let seen = "";
    let compiled = 0;
    const onLine = (line: string) => {
      if (line.startsWith("go: ")) seen = line.slice("go: ".length);
      else seen = `${++compiled} packages compiled`;
    };
    const step = { what: `${tool.name} ${tool.version.slice(1)}`, expected: tool.expected, detail: () => seen };
    await withProgress(log, step, () => go(tool, buildArguments(tool, join(work, "bin")), work, onLine));
    renameSync(join(work, "bin"), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  log(`  ${tool.name} is built (${duration((Date.now() - started) / 1000)})`);
}

/** The go.mod the module was published with; `go mod download` tells where it lies. */
async function moduleFileOf(tool: Tool, work: string, log: Log): Promise<string> {
  const step = { what: `${tool.name} ${tool.version.slice(1)}: fetching sources`, expected: 20 };
  const told = await withProgress(log, step, () =>
    go(tool, ["mod", "download", "-json", `${tool.module}@${tool.version}`], work),
  );
  const answer: unknown = JSON.parse(told);
  if (typeof answer !== "object" || answer === null || !("GoMod" in answer) || typeof answer.GoMod !== "string") {
    throw new Error(`go mod download ${tool.module}@${tool.version} named no go.mod: ${told}`);
  }
  return readFileSync(answer.GoMod, "utf8");
}

function go(tool: Tool, args: string[], cwd: string, onLine: (line: string) => void = () => {}): Promise<string> {
  return new Promise((resolve, reject) => {
    // Without cgo the binaries need no C compiler and run on any libc.
    const env = { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-mod=mod", GOWORK: "off" };
    const child = spawn("go", args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk;
      for (const line of chunk.toString().split("\n").filter(Boolean)) onLine(line);
    });
    child.on("error", (error) => reject("code" in error && error.code === "ENOENT" ? goIsMissing(tool) : error));
    child.on("close", (code) => {
      if (code === 0) return resolve(stdout);
      const errors = stderr.split("\n").filter((line) => line && !/^go: (downloading|finding|found)/.test(line));
      reject(new Error(`go ${args[0]} of ${tool.name} ${tool.version} failed:\n${errors.slice(-20).join("\n")}`));
    });
  });
}

function goIsMissing(tool: Tool): Error {
  return new Error(
    [
      `Go is not installed, or not on PATH: the lab builds ${tool.name} ${tool.version} from its Go module with it.`,
      "Install Go 1.26 or newer (https://go.dev/doc/install), check that `go version` answers, and run this again.",
      "An older Go from 1.21 fetches the newer one by itself.",
    ].join("\n"),
  );
}
