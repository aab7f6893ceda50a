import { isRecord } from "../stacks/config/problems.ts";

/** One update of a stack's history, as `pulumi stack history --json` tells it. */
export interface PastUpdate {
  readonly version: number;
  readonly succeeded: boolean;
  readonly time: string;
  /** Commit that it was made from; undefined when the work tree had other changes, or was none of git. */
  readonly commit: string | undefined;
  /** Commit that this update took back; undefined for one that took nothing back. */
  readonly tookBack: string | undefined;
}

/** The message of an update that takes a commit back, by which later ones know which was bad and what is there. */
export function rollbackMessage(from: string | undefined, to: string): string {
  return `Rollback from ${from ?? "no commit"} to ${to}`;
}

const rollbackPattern = /^Rollback from (\S+|no commit) to (\S+)$/;

/** Updates of a history, the newest first: previews, refreshes and imports are none. */
export function pastUpdates(history: unknown): readonly PastUpdate[] {
  const entries = Array.isArray(history) ? history.filter(isRecord) : [];
  return entries
    .filter(({ kind }) => kind === "update")
    .map(({ endTime, environment, message, result, version }) => {
      const told = isRecord(environment) ? environment : {};
      const clean = told["git.dirty"] !== "true" && typeof told["git.head"] === "string";
      const [, tookBack, to] = rollbackPattern.exec(typeof message === "string" ? message : "") ?? [];
      return {
        version: Number(version),
        succeeded: result === "succeeded",
        time: String(endTime),
        commit: to ?? (clean ? String(told["git.head"]) : undefined),
        tookBack,
      };
    });
}

/**
 * The update to go back to: the newest that succeeded from a commit that was never taken back, other than the one that is
 * there now: that did not serve, even if its update succeeded.
 */
export function lastGood(updates: readonly PastUpdate[]): PastUpdate | undefined {
  const bad = new Set(updates.flatMap(({ tookBack }) => tookBack ?? []));
  const [now] = updates;
  return updates
    .slice(1)
    .find(({ commit, succeeded }) => succeeded && commit !== undefined && commit !== now?.commit && !bad.has(commit));
}
