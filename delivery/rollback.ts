import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commitToLeave, type Good, lastGood, pastOf } from "./history.ts";
import type { Run } from "./run.ts";

export interface Target {
  readonly commit: string;
  /** The commit that this takes back. */
  readonly from: string | undefined;
  readonly told: string;
}

/** The commit to go back to, or why there is none. */
export async function targetOf(stack: string, to: string | undefined, run: Run): Promise<Target | string> {
  const past = await pastOf(stack, run);
  if (past === undefined) return `The history of ${stack} cannot be read; see above.`;
  const leave = commitToLeave(past.updates);
  const target = ({ commit, told }: Pick<Target, "commit" | "told">): Target => ({
    commit,
    // A commit whose update failed, and that is brought out again, was not the fault.
    from: leave === commit ? undefined : leave,
    told,
  });
  if (to !== undefined) {
    const commit = await commitNamed(to, run);
    return commit === undefined ? noCommit(to) : target({ commit, told: `commit ${commit}` });
  }
  const good = lastGood(past);
  if (good === undefined) {
    return `No earlier update of ${stack} succeeded from another, clean commit. Name one: --to <commit>.`;
  }
  return target({ commit: good.commit, told: toldOf(good) });
}

/** History holds commits in full, since names may be of another commit by the time they are read again. */
async function commitNamed(name: string, run: Run): Promise<string | undefined> {
  const { code, stdout } = await run("git", ["rev-parse", "--verify", "--quiet", `${name}^{commit}`]);
  return code === 0 ? stdout.trim() : undefined;
}

const noCommit = (name: string) =>
  `There is no commit ${name} here. Fetch the whole history: git fetch --unshallow, or git fetch origin.`;

function toldOf({ commit, ended, passedOver, served }: Good): string {
  const health =
    served === undefined
      ? "; whether it served nobody wrote down"
      : served
        ? ", and served"
        : "; no commit that is left was seen to serve";
  const over = passedOver.length > 0 ? ` (passed over, as nobody saw them serve: ${passedOver.join(", ")})` : "";
  return `commit ${commit}, which succeeded at ${ended}${health}${over}`;
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

/** Where a commit is checked out, beside the folder, with its dependencies. */
export interface Checkout {
  readonly tree: string;
  /** A folder beside it that goes with it. */
  readonly temporary: string;
}

/** Does something with a commit that is checked out for as long as it takes. */
export async function withCheckout<T>(
  { commit }: Target,
  folder: string,
  run: Run,
  use: (checkout: Checkout) => Promise<T>,
): Promise<T> {
  const temporary = mkdtempSync(join(tmpdir(), "dolphinpod-rollback-"));
  const tree = join(temporary, "tree");
  try {
    const added = await run("git", ["worktree", "add", "--detach", tree, commit]);
    if (added.code !== 0) throw new Error(noCommit(commit));
    await bringDependencies(folder, tree, run);
    return await use({ temporary, tree });
  } finally {
    await run("git", ["worktree", "remove", "--force", tree]);
    rmSync(temporary, { recursive: true, force: true });
  }
}
