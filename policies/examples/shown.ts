import { isRecord } from "../../stacks/config/problems.ts";
import type { Key } from "../core/field.ts";
import type { Finding } from "../core/finding.ts";
import { judge, judgeUpdate, type Settings } from "../core/judge.ts";
import { title } from "../core/object.ts";
import { defaultParameters, type Parameters } from "../core/parameters.ts";
import type { Rule } from "../core/rule.ts";
import { changeExamples } from "./changes.ts";
import { environments, keys, pair } from "./example.ts";
import { examples } from "./index.ts";

/** A failing and a passing example, as the part of the object that differs. */
export interface Shown {
  readonly title: string;
  readonly bad: unknown;
  readonly good: unknown;
  readonly said: string;
}

function settings(rule: Rule, parameters: Partial<Parameters> = {}): Settings {
  return {
    environmentClass: "prod",
    exemptions: [],
    levels: { [rule.id]: "mandatory" },
    now: new Date("2026-06-01T12:00:00Z"),
    parameters: { ...defaultParameters(), ...parameters },
    ruleParameters: {},
  };
}

/** The first example of a rule, with what the rule says of it; none for rules about exemptions. */
export function shownOf(rule: Rule): readonly Shown[] {
  const update = changeExamples.find((it) => it.rule === rule.id);
  if (update) {
    const { bad, parameters, staging } = update;
    const [found] = judgeUpdate(bad, staging ?? [], [rule], settings(rule, parameters)).findings;
    return found ? [{ title: title(found.object), bad: undefined, good: undefined, said: saying(found) }] : [];
  }
  const example = examples.find((it) => it.rule === rule.id);
  if (example === undefined) return [];
  const [found] = judge(environments(example).bad, [rule], settings(rule, example.parameters)).findings;
  if (found === undefined) return [];
  const { bad, good } = pair(example);
  const path = example.set?.[0]?.[0];
  const part = (properties: unknown) => (path === undefined ? undefined : narrowed(properties, keys(path)));
  return [{ title: title(found.object), bad: part(bad.properties), good: part(good.properties), said: saying(found) }];
}

const saying = ({ received, allowed }: Finding) => `received ${received}, allowed ${allowed}`;

/** The object with nothing but what is on the way to one place. */
function narrowed(value: unknown, [key, ...rest]: readonly Key[]): unknown {
  if (key === undefined) return value;
  if (Array.isArray(value)) return value[Number(key)] === undefined ? [] : [narrowed(value[Number(key)], rest)];
  if (!isRecord(value)) return value;
  return { [String(key)]: narrowed(value[String(key)], rest) };
}
