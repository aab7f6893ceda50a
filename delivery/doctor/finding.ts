/** What a check came to. What is wrong comes with what to do about it. */
export type Result =
  | { readonly state: "ok" | "skipped"; readonly says: string }
  | { readonly state: "problem" | "warning"; readonly says: string; readonly fix: string };

/** A result and the check that it is of. */
export type Finding = Result & { readonly check: string };

/** One look at facts that were gathered before. */
export interface Check<Facts> {
  readonly name: string;
  readonly look: (facts: Facts) => Result | readonly Result[];
}

/** What a question was answered, or why there is no answer. */
export type Answer<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly why: string };

export const ok = (says: string): Result => ({ state: "ok", says });
/** An update may go on, and somebody should know. */
export const warning = (says: string, fix: string): Result => ({ state: "warning", says, fix });
/** An update would fail, or what it made would not serve. */
export const problem = (says: string, fix: string): Result => ({ state: "problem", says, fix });
/** It could not be told, or does not concern this stack. */
export const skipped = (why: string): Result => ({ state: "skipped", says: why });

export const known = <T>(value: T): Answer<T> => ({ known: true, value });
export const unknown = (why: string): Answer<never> => ({ known: false, why });

/** What all checks say, each at least once. */
export function examine<Facts>(checks: readonly Check<Facts>[], facts: Facts): readonly Finding[] {
  return checks.flatMap(({ look, name }) => [look(facts)].flat().map((result) => ({ check: name, ...result })));
}

/** The same checks where their facts are not to be had. */
export function leaveOut(checks: readonly Check<never>[], why: string): readonly Finding[] {
  return checks.map(({ name }) => ({ check: name, ...skipped(why) }));
}
