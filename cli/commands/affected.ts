import type { Argv } from "yargs";
import { type Common, define } from "../command.ts";
import { misuse, type Outcome, success } from "../outcome.ts";
import { stacksIn } from "../stack-names.ts";

interface Options {
  readonly all?: boolean;
  readonly base?: string | undefined;
}

/** The stacks that changes touch, in the order in which they are to be deployed. */
export async function affected({ all = false, base }: Options, folder: string): Promise<Outcome> {
  if ((base === undefined) !== all) return misuse("Since which commit? Give --base <ref>, or --all for every stack.");
  const { affectedStacks, deploymentOrder, isNoCommit } = await import("../../delivery/affected.ts");
  const known = stacksIn(folder);
  const touched =
    base === undefined || isNoCommit(base) ? known : affectedStacks(await changedFiles(base, folder), known);
  const stacks = deploymentOrder(touched);
  return success(stacks.join("\n"), stacks);
}

/** Files that differ; a renamed one counts under both names. */
async function changedFiles(base: string, folder: string): Promise<readonly string[]> {
  // A ref that begins with a dash would be an option of git.
  if (base.startsWith("-")) throw new Error(`--base: received ${base}, allowed a branch or a commit.`);
  const { execFileSync } = await import("node:child_process");
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

export const command = define({
  examples: [
    ["affected --base origin/main", "what the commits since then touch, one a line"],
    ["affected --all --json", "every stack, as a matrix of GitHub Actions takes it"],
  ],
  json: "a list of names",
  options: (yargs: Argv<Common>) =>
    yargs
      .option("base", {
        type: "string",
        describe:
          "branch or commit; the point where the two parted counts; forty zeros are no commit, so everything is new",
      })
      .option("all", { type: "boolean", default: false, describe: "every stack" }),
  run: affected,
});
