import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Argv } from "yargs";
import type { Run } from "../../delivery/run.ts";
import { type Common, define } from "../command.ts";
import { type EngineOptions, engine, engineOption } from "../engine.ts";
import { misuse, type Outcome, success } from "../outcome.ts";
import { noSuchStack, stacksIn } from "../stack-names.ts";

interface Options extends Partial<EngineOptions> {
  readonly all?: boolean;
  readonly base?: string | undefined;
  readonly deployed?: boolean;
  readonly planned?: string | undefined;
  readonly stack?: string | undefined;
}

const howToAsk =
  "Since when? Give one of --base <ref>, --deployed (since each stack's last update), --planned <folder>, or --all.";

/** The stacks that changes touch, in the order in which they are to be deployed. */
export async function affected(options: Options, folder: string, given?: Run): Promise<Outcome> {
  const { all = false, base, deployed = false, lab = false, planned, stack } = options;
  if ([all, deployed, base !== undefined, planned !== undefined].filter(Boolean).length !== 1) return misuse(howToAsk);
  const wrong = stack === undefined ? undefined : noSuchStack(stack, folder);
  if (wrong !== undefined) return misuse(wrong);
  const known = stack === undefined ? stacksIn(folder) : [stack];
  const { affectedStacks, deploymentOrder, isNoCommit, plannedStacks } = await import("../../delivery/affected.ts");
  let touched: readonly string[] = known;
  if (base !== undefined && !isNoCommit(base)) {
    touched = affectedStacks(await filesSince(base, folder), known);
  } else if (planned !== undefined) {
    touched = plannedStacks(readdirSync(resolve(folder, planned)), known);
  } else if (deployed) {
    touched = await touchedSinceUpdate(known, folder, given ?? (await engine({ lab }, folder)).run);
  }
  const stacks = deploymentOrder(touched, await productionIn(folder));
  return success(stacks.join("\n"), stacks);
}

/**
 * Stacks that differ from what their last update brought out. One that no commit tells of is touched: it was never
 * updated, its update failed half-way, was made from a work tree with changes, or from a commit that is not here.
 */
async function touchedSinceUpdate(stacks: readonly string[], folder: string, run: Run): Promise<readonly string[]> {
  const [{ affectedStacks }, { commitThere, pastOf }] = await Promise.all([
    import("../../delivery/affected.ts"),
    import("../../delivery/history.ts"),
  ]);
  const touched: string[] = [];
  for (const stack of stacks) {
    const past = await pastOf(stack, run);
    if (past === undefined) throw new Error(`The history of ${stack} cannot be read; see above.`);
    const commit = commitThere(past.updates);
    const files =
      commit === undefined ? undefined : await differing([`${commit}`, "HEAD"], folder).catch(() => undefined);
    if (files === undefined || affectedStacks(files, [stack]).length > 0) touched.push(stack);
  }
  return touched;
}

async function filesSince(base: string, folder: string): Promise<readonly string[]> {
  // A ref that begins with a dash would be an option of git.
  if (base.startsWith("-")) throw new Error(`--base: received ${base}, allowed a branch or a commit.`);
  try {
    return await differing([`${base}...HEAD`], folder);
  } catch (error) {
    const why = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw new Error(
      `--base ${base}: git diff failed: ${why}\nIn CI, check out with the whole history: fetch-depth: 0.`,
    );
  }
}

/** Files that differ; a renamed one counts under both names. */
async function differing(between: readonly string[], folder: string): Promise<readonly string[]> {
  const { execFileSync } = await import("node:child_process");
  const args = ["diff", "--name-only", "--no-renames", "-z", ...between, "--"];
  const said = execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  return said.split("\0").filter((path) => path !== "");
}

/** Whether a stack is of class prod; one whose file cannot be read waits for all others too. */
async function productionIn(folder: string): Promise<(stack: string) => boolean> {
  const { fromStackFile } = await import("../../stacks/config/stack-file.ts");
  return (stack) => {
    const file = fromStackFile(readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8"));
    return !file.ok || file.input["class"] === "prod";
  };
}

export const command = define({
  details:
    "The order is that of the classes in the stack files: dev, then prod; staging, by its name, stands between the two.",
  examples: [
    ["affected --base origin/main", "what the commits since then touch, one a line"],
    ["affected --deployed", "what differs from what each stack's last update brought out"],
    ["affected --all --json", "every stack, as a matrix of GitHub Actions takes it"],
  ],
  json: "a list of names",
  options: (yargs: Argv<Common>) =>
    engineOption(yargs)
      .option("base", {
        type: "string",
        describe:
          "branch or commit; the point where the two parted counts; forty zeros are no commit, so everything is new",
      })
      .option("deployed", {
        type: "boolean",
        default: false,
        describe: "since the commit of each stack's last update, by its history; all of it where that failed",
      })
      .option("planned", {
        type: "string",
        describe: "stacks that have a folder plan-<stack> in this one",
      })
      .option("all", { type: "boolean", default: false, describe: "every stack" })
      .option("stack", { type: "string", alias: "s", describe: "looks at this one alone" }),
  run: (options, folder) => affected(options, folder),
});
