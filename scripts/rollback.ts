import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { lastGood, pastUpdates, rollbackMessage } from "../delivery/history.ts";
import { type Run, runIn } from "../delivery/run.ts";
import { failure, type Outcome, runAsCommand } from "./stacks.ts";

const usage = `usage: npm run rollback -- <stack> [--to <commit>] [--yes]
Takes a stack back to the commit of the last update that succeeded before the newest one's commit.
Without --yes it shows what that would do, and does nothing.
  --to <commit>  another commit
  --yes          do it, held to the plan that was shown`;

/** What `npm run rollback` says. */
export async function rollback(args: readonly string[], folder: string, run: Run = runIn(folder)): Promise<Outcome> {
  const asked = readArguments(args);
  if (asked === undefined) return failure(usage);
  const { stack, to, yes } = asked;
  const target = await targetOf(stack, to, run);
  if (typeof target === "string") return failure(target);
  const { commit, from, told } = target;
  const temporary = mkdtempSync(join(tmpdir(), "dolphinpod-rollback-"));
  const tree = join(temporary, "tree");
  try {
    const added = await run("git", ["worktree", "add", "--detach", tree, commit]);
    if (added.code !== 0) return failure(`There is no ${told} here. Fetch the whole history: git fetch --unshallow.`);
    await bringDependencies(folder, tree, run);
    return await goBack({ commit, from, stack, told, tree, yes, plan: join(temporary, "plan.json") }, run);
  } finally {
    await run("git", ["worktree", "remove", "--force", tree]);
    rmSync(temporary, { recursive: true, force: true });
  }
}

interface Target {
  readonly commit: string;
  /** The commit that is there now. */
  readonly from: string | undefined;
  readonly told: string;
}

/** The commit to go back to, or why there is none. */
async function targetOf(stack: string, to: string | undefined, run: Run): Promise<Target | string> {
  const { code, stdout } = await run("pulumi", ["stack", "history", "--stack", stack, "--json"]);
  if (code !== 0) return `The history of ${stack} cannot be read; see above.`;
  const updates = pastUpdates(JSON.parse(stdout));
  const from = updates[0]?.commit;
  if (to !== undefined) return { commit: to, from, told: `commit ${to}` };
  const good = lastGood(updates);
  if (good?.commit === undefined) {
    return `No earlier update of ${stack} succeeded from another, clean commit. Name one: --to <commit>.`;
  }
  return { commit: good.commit, from, told: `commit ${good.commit}, which succeeded at ${good.time}` };
}

/** The tree's own dependencies where the lock differs; else those that are here already. */
async function bringDependencies(folder: string, tree: string, run: Run): Promise<void> {
  const lock = (where: string) => {
    const file = join(where, "package-lock.json");
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };
  if (lock(tree) === undefined) return;
  if (lock(tree) === lock(folder)) {
    symlinkSync(join(folder, "node_modules"), join(tree, "node_modules"));
    return;
  }
  const { code } = await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", tree]);
  if (code !== 0) throw new Error("npm ci of that commit failed; see above.");
}

interface Way {
  readonly commit: string;
  readonly from: string | undefined;
  readonly stack: string;
  readonly told: string;
  readonly tree: string;
  readonly plan: string;
  readonly yes: boolean;
}

async function goBack({ commit, from, plan, stack, told, tree, yes }: Way, run: Run): Promise<Outcome> {
  const where = ["--cwd", tree, "--stack", stack, "--non-interactive"];
  const shown = await run("pulumi", ["preview", ...where, "--diff", "--save-plan", plan]);
  if (shown.code !== 0) return { exitCode: 1, output: shown.stdout, errors: `The preview of ${told} failed.` };
  const title = `${stack} goes back to ${told}:\n\n${shown.stdout}`;
  if (!yes)
    return { exitCode: 0, output: `${title}\nNothing was done. Do it: npm run rollback -- ${stack} --yes`, errors: "" };
  const { code, stdout } = await run("pulumi", [
    "up",
    ...where,
    "--yes",
    "--plan",
    plan,
    "--message",
    rollbackMessage(from, commit),
  ]);
  const output = `${title}\n${stdout}`;
  return code === 0
    ? { exitCode: 0, output: `${output}\n${stack} is back. Next: npm run health -- ${stack}`, errors: "" }
    : { exitCode: 1, output, errors: `The update of ${stack} failed; see above. What is done stays done.` };
}

function readArguments(args: readonly string[]) {
  try {
    const options = { to: { type: "string" }, yes: { type: "boolean", default: false } } as const;
    const { positionals, values } = parseArgs({ allowPositionals: true, args: [...args], options });
    const [stack, ...more] = positionals;
    const { to, yes } = values;
    return stack === undefined || more.length > 0 || to?.startsWith("-") ? undefined : { stack, to, yes };
  } catch {
    return undefined;
  }
}

runAsCommand(import.meta.url, rollback);
