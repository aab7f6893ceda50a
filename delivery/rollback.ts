import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lastGood, pastUpdates } from "./history.ts";
import type { Run } from "./run.ts";

export interface Target {
  readonly commit: string;
  /** The commit that is there now. */
  readonly from: string | undefined;
  readonly told: string;
}

/** The commit to go back to, or why there is none. */
export async function targetOf(stack: string, to: string | undefined, run: Run): Promise<Target | string> {
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

/** Where a commit is checked out, beside the folder, with its dependencies. */
export interface Checkout {
  readonly tree: string;
  /** A folder beside it that goes with it. */
  readonly temporary: string;
}

/** Does something with a commit that is checked out for as long as it takes. */
export async function withCheckout<T>(
  { commit, told }: Target,
  folder: string,
  run: Run,
  use: (checkout: Checkout) => Promise<T>,
): Promise<T> {
  const temporary = mkdtempSync(join(tmpdir(), "dolphinpod-rollback-"));
  const tree = join(temporary, "tree");
  try {
    const added = await run("git", ["worktree", "add", "--detach", tree, commit]);
    if (added.code !== 0) throw new Error(`There is no ${told} here. Fetch the whole history: git fetch --unshallow.`);
    await bringDependencies(folder, tree, run);
    return await use({ temporary, tree });
  } finally {
    await run("git", ["worktree", "remove", "--force", tree]);
    rmSync(temporary, { recursive: true, force: true });
  }
}
