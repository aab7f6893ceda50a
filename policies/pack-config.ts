import { isRecord } from "../stacks/config/problems.ts";
import { noSuchRule } from "./core/exemptions.ts";
import type { Settings } from "./core/judge.ts";
import { withParameters } from "./core/parameters.ts";
import { type Level, levels } from "./enforcement.ts";
import { rules } from "./rules/index.ts";

/** What the file says of one rule, or of all. */
interface Entry {
  readonly name: string;
  readonly level: unknown;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const ids = rules.map(({ id }) => id);

/** Pulumi's name for every rule at once. */
const every = "all";

const isLevel = (value: unknown): value is Level => levels.some((level) => level === value);

/**
 * Settings with what a file for `--policy-pack-config` says: a level, or a level and parameters, by rule.
 *
 * @throws with every rule, level and parameter in it that there is not.
 */
export function configured(settings: Settings, document: unknown, file: string): Settings {
  if (!isRecord(document)) throw new Error(`${file}: received no object, allowed {"<rule>": "<level>" or {...}}.`);
  const entries = Object.entries(document).map(entryOf);
  const problems = entries.flatMap(problemsOf);
  if (problems.length > 0) throw new Error(problems.map((problem) => `${file}: ${problem}`).join("\n"));

  // What is said of a rule by its own name wins.
  const [common = [], own = []] = [true, false].map((all) => entries.filter(({ name }) => (name === every) === all));
  const set = [...common.flatMap((entry) => ids.map((name) => ({ ...entry, name }))), ...own];
  return {
    ...settings,
    levels: Object.fromEntries(set.flatMap(({ level, name }) => (isLevel(level) ? [[name, level]] : []))),
    ruleParameters: Object.fromEntries(
      own
        .filter(({ parameters }) => Object.keys(parameters).length > 0)
        .map(({ name, parameters }) => [name, withParameters(settings.parameters, parameters)]),
    ),
  };
}

function entryOf([name, it]: [string, unknown]): Entry {
  const { enforcementLevel: level = undefined, ...parameters } = isRecord(it) ? it : { enforcementLevel: it };
  return { level, name, parameters };
}

function problemsOf({ level, name, parameters }: Entry): readonly string[] {
  const rule = rules.find(({ id }) => id === name);
  if (rule === undefined && name !== every) return [noSuchRule(name, ids)];
  const taken: readonly string[] = rule?.parameters ?? [];
  const strange = Object.keys(parameters).filter((parameter) => !taken.includes(parameter));
  const isWrong = level !== undefined && !isLevel(level);
  return [
    ...(isWrong ? [`${name}: received ${JSON.stringify(level)}, allowed ${levels.join(", ")}.`] : []),
    ...strange.map((it) => `${name}: received the parameter ${it}, allowed ${taken.join(", ") || "none"}. Remove it.`),
  ];
}
