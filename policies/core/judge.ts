import type { EnvironmentClass } from "../../stacks/config/spec.ts";
import { type Level, levelOf } from "../enforcement.ts";
import type { Change } from "./change.ts";
import { indexRules, judgeChanges, judgeObject, judgeTogether, merge, type Outcome } from "./evaluate.ts";
import { applyExemptions, type Exempted, type Exemption } from "./exemptions.ts";
import type { Finding, NotEvaluated } from "./finding.ts";
import type { PolicyObject } from "./object.ts";
import type { Parameters } from "./parameters.ts";
import type { Circumstances, Rule } from "./rule.ts";

/** Under which rules are run. */
export interface Settings {
  readonly environmentClass: EnvironmentClass;
  readonly parameters: Parameters;
  /** Levels that somebody set over those of policies/enforcement.ts. */
  readonly levels: Readonly<Record<string, Level>>;
  /** Parameters that somebody set for one rule. */
  readonly ruleParameters: Readonly<Record<string, Parameters>>;
  readonly exemptions: readonly Exemption[];
  readonly now: Date;
}

export interface Judged extends Finding {
  readonly level: Level;
}

/** What a report tells. */
export interface Report {
  readonly objects: number;
  readonly rules: number;
  readonly findings: readonly Judged[];
  readonly exempted: readonly Exempted[];
  readonly exemptions: readonly Exemption[];
  readonly notEvaluated: readonly NotEvaluated[];
}

export function levelIn(rule: Rule, { levels, environmentClass }: Settings): Level {
  return levels[rule.id] ?? levelOf(rule.id, environmentClass);
}

export function circumstancesIn(rule: Rule, settings: Settings): Circumstances {
  const { environmentClass, now, parameters, ruleParameters } = settings;
  return { environmentClass, now, parameters: ruleParameters[rule.id] ?? parameters };
}

const runningIn = (rules: readonly Rule[], settings: Settings) =>
  rules.filter((rule) => levelIn(rule, settings) !== "disabled");

/** Runs rules about what is on objects. */
export function judge(objects: readonly PolicyObject[], rules: readonly Rule[], settings: Settings): Report {
  const running = runningIn(rules, settings).filter(({ scope }) => scope !== "change");
  const index = indexRules(running);
  const circumstances = (rule: Rule) => circumstancesIn(rule, settings);
  const outcome = merge([
    ...objects.map((object) => judgeObject(object, index, circumstances)),
    judgeTogether(objects, running, circumstances),
  ]);
  return report(outcome, objects.length, running, settings, unseen(settings.exemptions, objects, running));
}

/** Exemptions for what these objects cannot show: manifests tell nothing of AWS, so one for it may be needed elsewhere. */
function unseen(
  exemptions: readonly Exemption[],
  objects: readonly PolicyObject[],
  rules: readonly Rule[],
): ReadonlySet<Exemption> {
  const provider = (type: string) => type.slice(0, type.indexOf(":"));
  const seen = new Set(objects.map(({ type }) => provider(type)));
  const isUnseen = (rule: Rule) => rule.scope === "object" && !rule.types.some((type) => seen.has(provider(type)));
  const ids = new Set(rules.filter(isUnseen).map(({ id }) => id));
  return new Set(exemptions.filter(({ rule }) => ids.has(rule)));
}

/** Runs rules about what an update does. */
export function judgeUpdate(
  changes: readonly Change[],
  staging: readonly PolicyObject[] | undefined,
  rules: readonly Rule[],
  settings: Settings,
): Report {
  const running = runningIn(rules, settings).filter((rule) => rule.scope === "change" || isAboutExemptions(rule));
  const outcome = judgeChanges(changes, staging, running, (rule) => circumstancesIn(rule, settings));
  // One for a planned change is needed by the update that makes it, and stands ready before.
  return report(outcome, changes.length, running, settings, new Set(settings.exemptions));
}

/** Sorts what was found, and judges the exemptions themselves. */
function report(
  { findings, notEvaluated }: Outcome,
  objects: number,
  running: readonly Rule[],
  settings: Settings,
  ready: ReadonlySet<Exemption> = new Set(),
): Report {
  const { exempted, standing } = applyExemptions(findings, settings.exemptions, settings.now);
  const used = new Set([...ready, ...exempted.map(({ exemption }) => exemption)]);
  const index = indexRules(running);
  const aboutExemptions = exemptionObjects(settings.exemptions, used, running).map((object) =>
    judgeObject(object, index, (rule) => circumstancesIn(rule, settings)),
  );
  return {
    objects,
    rules: running.length,
    findings: [...standing, ...merge(aboutExemptions).findings].map((found) => ({
      ...found,
      level: levelIn(found.rule, settings),
    })),
    exempted,
    exemptions: settings.exemptions,
    notEvaluated,
  };
}

export const exemptionType = "dolphinpod:policies:Exemption";

const isAboutExemptions = (rule: Rule) => rule.scope === "object" && rule.types.includes(exemptionType);

/**
 * Exemptions as objects, so that rules about them are like all others. One for a rule that did not run cannot have been
 * needed, and may be by another run: it counts as used.
 */
export function exemptionObjects(
  exemptions: readonly Exemption[],
  used: ReadonlySet<Exemption>,
  running: readonly Rule[],
): readonly PolicyObject[] {
  const ran = new Set(running.map(({ id }) => id));
  return exemptions.map((exemption) => ({
    type: exemptionType,
    name: `${exemption.rule} for ${exemption.match}`,
    protect: false,
    properties: { ...exemption, used: used.has(exemption) || !ran.has(exemption.rule) },
  }));
}
