import { isRecord } from "../stacks/config/problems.ts";
import type { Run } from "./run.ts";

/** One update of a stack's history, as `pulumi stack history --json` tells it. */
export interface PastUpdate {
  readonly version: number;
  readonly succeeded: boolean;
  readonly began: string;
  readonly ended: string;
  /** Commit that it was made from; undefined when the work tree had other changes, or was none of git. */
  readonly commit: string | undefined;
  /** Commit that this update took back; undefined for one that took nothing back. */
  readonly tookBack: string | undefined;
}

/** A stack's past. */
export interface Past {
  /** The newest first. */
  readonly updates: readonly PastUpdate[];
  /** Commits that `health --record` saw serve, the newest first. */
  readonly served: readonly string[];
}

/** The message of an update that takes a commit back, by which later ones know which was bad and what is there. */
export function rollbackMessage(from: string | undefined, to: string): string {
  return `Rollback from ${from ?? "no commit"} to ${to}`;
}

const rollbackPattern = /^Rollback from (\S+|no commit) to (\S+)$/;

/** A branch's name, or a part of a commit's, may be another one by now: a commit counts in full alone. */
const inFull = (it: string | undefined) => (it !== undefined && /^[0-9a-f]{40,64}$/.test(it) ? it : undefined);

/** Updates of a history, the newest first: previews, refreshes and imports are none. */
export function pastUpdates(history: unknown): readonly PastUpdate[] {
  const entries = Array.isArray(history) ? history.filter(isRecord) : [];
  return entries.filter(({ kind }) => kind === "update").map(pastUpdate);
}

function pastUpdate({ endTime, environment, message, result, startTime, version }: Readonly<Record<string, unknown>>) {
  const told = isRecord(environment) ? environment : {};
  const rollback = rollbackPattern.exec(typeof message === "string" ? message : "");
  const clean = told["git.dirty"] !== "true" && typeof told["git.head"] === "string";
  return {
    version: Number(version),
    succeeded: result === "succeeded",
    began: String(startTime),
    ended: String(endTime),
    commit: rollback ? inFull(rollback[2]) : clean ? String(told["git.head"]) : undefined,
    tookBack: inFull(rollback?.[1]),
  };
}

/** Pulumi tells no more than ten at once unless it is asked for more. */
const mostUpdates = 100;

/** Reads what the backend knows of a stack; undefined where it does not answer. */
export async function pastOf(stack: string, run: Run): Promise<Past | undefined> {
  const pages = ["--json", "--page", "1", "--page-size", String(mostUpdates)];
  const { code, stdout } = await run("pulumi", ["stack", "history", "--stack", stack, ...pages]);
  if (code !== 0) return undefined;
  return { updates: pastUpdates(JSON.parse(stdout)), served: await servedCommits(stack, run) };
}

const tag = "dolphinpod:served";
/** A tag holds 256 characters in Pulumi Cloud. */
const mostServed = 5;

async function servedCommits(stack: string, run: Run): Promise<readonly string[]> {
  const { code, stdout } = await run("pulumi", ["stack", "tag", "ls", "--stack", stack, "--json"]);
  const tags: unknown = code === 0 ? JSON.parse(stdout) : undefined;
  const value = isRecord(tags) ? tags[tag] : undefined;
  return typeof value === "string" ? value.split(" ") : [];
}

/** Writes down that a commit serves, in a tag of its stack; whether the backend took it. */
export async function recordServed(stack: string, commit: string, served: readonly string[], run: Run) {
  if (served[0] === commit) return true;
  const value = [commit, ...served.filter((it) => it !== commit)].slice(0, mostServed).join(" ");
  return (await run("pulumi", ["stack", "tag", "set", "--stack", stack, tag, value])).code === 0;
}

/** The commit that a stack is at; undefined after an update that failed half-way, or was made from no clean commit. */
export function commitThere([now]: readonly PastUpdate[]): string | undefined {
  return now?.succeeded ? now.commit : undefined;
}

/** The commit whose update is to be taken back: of a rollback that failed half-way, the one that it went from. */
export function commitToLeave([now]: readonly PastUpdate[]): string | undefined {
  return now?.succeeded === false ? (now.tookBack ?? now.commit) : now?.commit;
}

export interface Good {
  readonly commit: string;
  readonly ended: string;
  /** Whether it was seen to serve; undefined where nobody has ever written that down for this stack. */
  readonly served: boolean | undefined;
  /** Later commits whose updates succeeded too, and that nobody saw serve. */
  readonly passedOver: readonly string[];
}

/**
 * What to go back to: of the updates that succeeded from another commit than the one that is there, and were not taken
 * back since, the newest that was seen to serve; the newest of them where none was.
 */
export function lastGood({ served, updates }: Past): Good | undefined {
  const there = commitThere(updates);
  const candidates = updates.flatMap(({ commit, ended, succeeded }, at) => {
    const gone = updates.slice(0, at).some(({ tookBack }) => tookBack === commit);
    return succeeded && commit !== undefined && commit !== there && !gone ? [{ commit, ended }] : [];
  });
  const seen = candidates.findIndex(({ commit }) => served.includes(commit));
  const good = candidates[Math.max(seen, 0)];
  if (good === undefined) return undefined;
  const passedOver = new Set(candidates.slice(0, Math.max(seen, 0)).map(({ commit }) => commit));
  return { ...good, served: served.length === 0 ? undefined : seen >= 0, passedOver: [...passedOver] };
}

/** When the first update began of those that came after the last one seen to serve, the newest one left aside. */
export function changedSince({ served, updates }: Past): string | undefined {
  const at = updates.findIndex(({ commit }, index) => index > 0 && commit !== undefined && served.includes(commit));
  return at < 0 ? undefined : updates[at - 1]?.began;
}
