import { type Problem, resolve } from "../../stacks/config/index.ts";
import { place } from "./map/rows.ts";
import type { Group, Left } from "./types.ts";

/** Sections of a stack file without their prefix. */
export type Sections = Readonly<Record<string, unknown>>;

export interface Fitted {
  readonly sections: Sections;
  readonly carried: readonly Group[];
  /** What was refused, and what was guessed. */
  readonly left: readonly Left[];
}

/**
 * Lays groups of options over sections, one after the other, and leaves out those that the configuration's own rules
 * refuse there. What is wrong with the sections alone stays so.
 */
export function layOver(base: Sections, groups: readonly Group[]): Fitted {
  const everything = groups.reduce(withGroup, base);
  if (problemsIn(everything).length === 0) return { sections: everything, carried: groups, left: guesses(groups) };

  let sections = base;
  const carried: Group[] = [];
  const refused: Left[] = [];
  for (const group of groups) {
    const tries = [group, ...(group.or ?? [])].map((it) => attempt(sections, it));
    const taken = tries.find(({ fresh }) => fresh === undefined);
    if (taken !== undefined) {
      sections = taken.sections;
      carried.push(taken.group);
    } else {
      refused.push(...tries.slice(0, 1).flatMap(({ fresh }) => (fresh ? [refusal(group.path, fresh)] : [])));
    }
  }
  return { sections, carried, left: [...guesses(carried), ...refused] };
}

const guesses = (groups: readonly Group[]) => groups.flatMap(({ guess }) => (guess ? [guess] : []));

function attempt(before: Sections, group: Group) {
  const known = problemsIn(before);
  const sections = withGroup(before, group);
  const fresh = problemsIn(sections).find(
    ({ allowed, path }) => !known.some((it) => it.path === path && it.allowed === allowed),
  );
  return { fresh, group, sections };
}

export function withGroup(sections: Sections, group: Group): Sections {
  const copy = structuredClone(sections) as Record<string, unknown>;
  for (const { option, value } of group.items) place(copy, option, value);
  return copy;
}

function problemsIn(sections: Sections): readonly Problem[] {
  const resolution = resolve(sections);
  return resolution.ok ? [] : resolution.problems;
}

function refusal(path: string, problem: Problem): Left {
  const fix = problem.fix.replace(/^Remove it(, or)?[;,:.]* */, "");
  const action = `${problem.path} allows ${problem.allowed}. ${fix.charAt(0).toUpperCase()}${fix.slice(1)}`.trimEnd();
  return { path, why: problem.received.includes("may be a secret") ? "a secret" : "refused", action };
}
