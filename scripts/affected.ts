import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { affectedStacks, deploymentOrder } from "../delivery/affected.ts";
import { failure, type Outcome, runAsCommand, stacksIn } from "./stacks.ts";

const usage = `usage: npm run affected -- --base <ref> | --all [--json]
Names the stacks that the changes since a commit touch, one a line, in the order in which they are to be deployed.
  --base <ref>  branch or commit to compare with; the point where the two parted counts
  --all         every stack
  --json        a JSON list, as a matrix of GitHub Actions takes it`;

/** What `npm run affected` says. */
export function affected(args: readonly string[], folder: string): Outcome {
  const options = readArguments(args);
  if (!options || (options.base === undefined) !== options.all) return failure(usage);
  const known = stacksIn(folder);
  const touched = options.base === undefined ? known : affectedStacks(changedFiles(options.base, folder), known);
  const stacks = deploymentOrder(touched);
  return { exitCode: 0, output: options.json ? JSON.stringify(stacks) : stacks.join("\n"), errors: "" };
}

function readArguments(args: readonly string[]) {
  try {
    const flag = { type: "boolean", default: false } as const;
    return parseArgs({ args: [...args], options: { all: flag, base: { type: "string" }, json: flag } }).values;
  } catch {
    return undefined;
  }
}

/** Files that differ; a renamed one counts under both names. */
function changedFiles(base: string, folder: string): readonly string[] {
  // A ref that begins with a dash would be an option of git.
  if (base.startsWith("-")) throw new Error(`--base: received ${base}, allowed a branch or a commit.`);
  const args = ["diff", "--name-only", "--no-renames", "-z", `${base}...HEAD`, "--"];
  try {
    const said = execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    return said.split("\0").filter((path) => path !== "");
  } catch (error) {
    const why = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw new Error(
      `--base ${base}: git diff failed: ${why}\nIn CI, check out with the whole history: fetch-depth: 0.`,
    );
  }
}

runAsCommand(import.meta.url, affected);
