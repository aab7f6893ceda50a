import { type Change, ChangeSet } from "./change.ts";
import { Field, Trace } from "./field.ts";
import { type Finding, finding, type NotEvaluated } from "./finding.ts";
import { hiddenIn, type MayHave } from "./hidden.ts";
import { byType, Environment, ObjectView } from "./model.ts";
import type { PolicyObject } from "./object.ts";
import type { Circumstances, EnvironmentProblem, EnvironmentRule, ObjectRule, Problem, Rule } from "./rule.ts";
import { release } from "./types.ts";

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
  return merge((index.get(object.type) ?? []).map((rule) => runObjectRule(rule, object, circumstances(rule))));
}

export function judgeTogether(
  objects: readonly PolicyObject[],
  rules: readonly Rule[],
  circumstances: CircumstancesOf,
): Outcome {
  const groups = byType(objects);
  const mayHave = hiddenIn(groups.get(release) ?? [], objects);
  return merge(
    rules.flatMap((rule) =>
      rule.scope === "environment" ? [runEnvironmentRule(rule, objects, groups, mayHave, circumstances(rule))] : [],
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
      return [settle(rule, guarded(run) ?? objects.slice(0, 1).map(failure), trace, undefined)];
    }),
  );
}

export function runObjectRule(rule: ObjectRule, object: PolicyObject, circumstances: Circumstances): Outcome {
  const trace = new Trace();
  const problems = guarded(() =>
    rule.evaluate(new ObjectView(object, trace), circumstances).map((problem) => ({ problem, object })),
  );
  return settle(rule, problems ?? [failure(object)], trace, object);
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
  const problems = guarded(() =>
    rule.evaluate(new Environment(objects, groups, trace), circumstances).flatMap((problem) => {
      const holder = mayHave(problem);
      if (holder === undefined) return [placed(problem)];
      hidden.add(`the objects of the Helm release ${holder}`);
      return [];
    }),
  );
  const outcome = settle(rule, problems ?? objects.slice(0, 1).map(failure), trace, undefined);
  return merge([outcome, { findings: [], notEvaluated: [...hidden].map((path) => ({ rule, path })) }]);
}

interface Placed {
  readonly problem: Problem;
  readonly object: PolicyObject;
}

const placed = (problem: EnvironmentProblem): Placed => ({ problem, object: problem.object.object });

/** A rule that fails must not let anything pass: that it failed is a finding. */
function guarded(run: () => Placed[]): Placed[] | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

function failure(object: PolicyObject): Placed {
  const at = new Field(undefined, new Trace());
  const fix = "This is a fault of the rule: report it with the object, and exempt the rule until it is mended.";
  return { object, problem: { at, received: "an object that the rule cannot read", allowed: "any object", fix } };
}

/** Splits off what cannot be said yet: a problem at an unknown place, or about something that an unknown may be. */
function settle(rule: Rule, all: readonly Placed[], trace: Trace, object: PolicyObject | undefined): Outcome {
  const said = all.filter(({ problem }) => !problem.at.unknown && !(problem.missing && trace.unknowns.size > 0));
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
