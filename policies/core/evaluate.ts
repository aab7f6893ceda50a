import { type Change, ChangeSet } from "./change.ts";
import { Field, Trace } from "./field.ts";
import { type Finding, finding, type NotEvaluated } from "./finding.ts";
import { hiddenIn, hiddenReleases, type MayHave } from "./hidden.ts";
import { isOfValues, madeOf } from "./made.ts";
import { byType, Environment, ObjectView } from "./model.ts";
import type { PolicyObject } from "./object.ts";
import type { Circumstances, EnvironmentProblem, EnvironmentRule, ObjectRule, Problem, Rule } from "./rule.ts";

/** What came of running rules. */
export interface Outcome {
  readonly findings: readonly Finding[];
  readonly notEvaluated: readonly NotEvaluated[];
}

/** Rules by the type they are about, so that an object meets only those that it must. */
export type RuleIndex = ReadonlyMap<string, readonly ObjectRule[]>;

export function indexRules(rules: readonly Rule[]): RuleIndex {
  const pairs = rules.flatMap((rule) => (rule.scope === "object" ? rule.types.map((type) => ({ type, rule })) : []));
  const groups = Map.groupBy(pairs, ({ type }) => type);
  return new Map([...groups].map(([type, group]) => [type, group.map(({ rule }) => rule)]));
}

/** Circumstances of each rule: parameters may be set for one alone. */
export type CircumstancesOf = (rule: Rule) => Circumstances;

export function judgeObject(object: PolicyObject, index: RuleIndex, circumstances: CircumstancesOf): Outcome {
  const own = index.get(object.type) ?? [];
  const made = madeOf(object);
  const others = new Set(made.flatMap(({ type }) => index.get(type) ?? []).filter((rule) => !own.includes(rule)));
  return merge([
    ...own.map((rule) => runObjectRule(rule, object, [object], circumstances(rule))),
    ...[...others].map((rule) => {
      const concerned = made.filter(({ type }) => rule.types.includes(type));
      return runObjectRule(rule, object, concerned, circumstances(rule));
    }),
  ]);
}

export function judgeTogether(
  objects: readonly PolicyObject[],
  rules: readonly Rule[],
  circumstances: CircumstancesOf,
): Outcome {
  const hidden = hiddenReleases(objects);
  const all = [...objects, ...hidden.flatMap(madeOf)];
  const groups = byType(all);
  const mayHave = hiddenIn(hidden);
  return merge(
    rules.flatMap((rule) =>
      rule.scope === "environment" ? [runEnvironmentRule(rule, all, groups, mayHave, circumstances(rule))] : [],
    ),
  );
}

export function judgeChanges(
  changes: readonly Change[],
  staging: readonly PolicyObject[] | undefined,
  rules: readonly Rule[],
  circumstances: CircumstancesOf,
): Outcome {
  const objects = changes.flatMap(({ after, before }) => after ?? before ?? []);
  return merge(
    rules.flatMap((rule) => {
      if (rule.scope !== "change") return [];
      const trace = new Trace();
      const run = () => rule.evaluate(new ChangeSet(changes, staging, trace), circumstances(rule)).map(placed);
      return [settle(rule, guarded(run, objects), trace, undefined)];
    }),
  );
}

/** Runs a rule on an object, or on those that its values make. */
function runObjectRule(
  rule: ObjectRule,
  object: PolicyObject,
  judged: readonly PolicyObject[],
  circumstances: Circumstances,
): Outcome {
  const trace = new Trace();
  const run = () =>
    judged.flatMap((it) =>
      rule.evaluate(new ObjectView(it, trace), circumstances).map((problem) => ({ problem, object: it })),
    );
  return settle(rule, guarded(run, [object]), trace, object);
}

function runEnvironmentRule(
  rule: EnvironmentRule,
  objects: readonly PolicyObject[],
  groups: ReadonlyMap<string, readonly PolicyObject[]>,
  mayHave: MayHave,
  circumstances: Circumstances,
): Outcome {
  const trace = new Trace();
  const hidden = new Set<string>();
  const run = () =>
    rule.evaluate(new Environment(objects, groups, trace), circumstances).flatMap((problem) => {
      // What else a release makes, its values do not tell.
      if (problem.object.object.madeBy && problem.missing) return [];
      const holder = mayHave(problem);
      if (holder === undefined) return [placed(problem)];
      hidden.add(`the objects of the Helm release ${holder}`);
      return [];
    });
  const outcome = settle(rule, guarded(run, objects), trace, undefined);
  return merge([outcome, { findings: [], notEvaluated: [...hidden].map((path) => ({ rule, path })) }]);
}

interface Placed {
  readonly problem: Problem;
  readonly object: PolicyObject;
}

const placed = (problem: EnvironmentProblem): Placed => ({ problem, object: problem.object.object });

/** A rule that fails must not let anything pass: that it failed is a finding, at the first object. */
function guarded(run: () => Placed[], objects: readonly PolicyObject[]): readonly Placed[] {
  try {
    return run();
  } catch (error) {
    return objects.slice(0, 1).map((object) => ({ object, problem: failure(error) }));
  }
}

/** What a finding of a rule that failed begins with. */
export const unreadable = "an object that the rule cannot read";

/** Tells the kind of error and the place in the rule's file; never the message, which may quote a value. */
function failure(error: unknown): Problem {
  const at = new Field(undefined, new Trace());
  const { message = "", name = typeof error, stack = "" } = error instanceof Error ? error : {};
  const [place] = stack.replace(message, "").match(/rules\/[\w./-]+:\d+/) ?? [];
  const received = `${unreadable} (${[name, place].filter(Boolean).join(" in ")})`;
  const fix = "This is a fault of the rule: report it with the object, and exempt the rule until it is mended.";
  return { at, received, allowed: "any object", fix };
}

/**
 * Problems where people wrote what they are about: of an object that values make, the rest is the chart's own. One value
 * may make several objects, and is told once.
 */
function asWritten(all: readonly Placed[]): readonly Placed[] {
  const told = new Set<string>();
  return all.flatMap((it) => {
    const { object, problem } = it;
    if (object.madeBy === undefined) return [it];
    const place = `${object.name} ${problem.at}`;
    if (!isOfValues(problem.at.path) || told.has(place)) return [];
    told.add(place);
    const { patch, ...unpatched } = problem;
    return [{ object: object.madeBy, problem: patch && isOfValues(patch.path) ? problem : unpatched }];
  });
}

/** Splits off what cannot be said yet: a problem at an unknown place, or about something that an unknown may be. */
function settle(rule: Rule, all: readonly Placed[], trace: Trace, object: PolicyObject | undefined): Outcome {
  const said = asWritten(all).filter(
    ({ problem }) => !problem.at.unknown && !(problem.missing && trace.unknowns.size > 0),
  );
  return {
    findings: said.map(({ problem, object: where }) => finding(rule, where, problem)),
    notEvaluated: [...trace.unknowns].map((path) => ({ rule, path, ...(object ? { object } : {}) })),
  };
}

export function merge(outcomes: readonly Outcome[]): Outcome {
  return {
    findings: outcomes.flatMap(({ findings }) => findings),
    notEvaluated: outcomes.flatMap(({ notEvaluated }) => notEvaluated),
  };
}
