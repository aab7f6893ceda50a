import { changesBetween } from "../change/changes.ts";
import {
  indexRules,
  judgeChanges,
  judgeObject,
  judgeTogether,
  merge,
  type Outcome,
  type RuleIndex,
} from "../core/evaluate.ts";
import { applyExemptions, type Exemption } from "../core/exemptions.ts";
import { circumstancesIn, exemptionObjects, levelIn, type Settings } from "../core/judge.ts";
import type { PolicyObject } from "../core/object.ts";
import { withParameters } from "../core/parameters.ts";
import { applyPatches } from "../core/patch.ts";
import type { ObjectRule, Rule } from "../core/rule.ts";
import type { Level } from "../enforcement.ts";
import { settingsOf } from "../settings.ts";

/** One run of the engine: what it told the pack, and what the pack found so far. */
export class Session {
  readonly rules: readonly Rule[];
  #settings: Settings;
  #index: RuleIndex;
  readonly #used = new Set<Exemption>();
  /** What was before the update, with what its provider answered; undefined when nobody told. */
  readonly #baseline: readonly PolicyObject[] | undefined;
  #isPreview = false;

  constructor(rules: readonly Rule[], now: Date, baseline?: readonly PolicyObject[]) {
    this.rules = rules;
    this.#baseline = baseline;
    this.#settings = settingsOf(new Map(), now);
    this.#index = indexRules(rules);
  }

  /** Exemptions that let something pass so far, with the rule of each. */
  get exempted(): readonly (readonly [Rule, Exemption])[] {
    return [...this.#used].flatMap((exemption) => {
      const rule = this.rules.find(({ id }) => id === exemption.rule);
      return rule ? [[rule, exemption] as const] : [];
    });
  }

  levelOf(rule: Rule): Level {
    return levelIn(rule, this.#settings);
  }

  /** The stack's configuration, by key. It comes first, so the levels that the engine is told follow the class. */
  configureStack(config: ReadonlyMap<string, string>, isPreview: boolean): void {
    this.#isPreview = isPreview;
    this.#settings = { ...settingsOf(config, this.#settings.now), levels: this.#settings.levels };
    this.#index = indexRules(this.#running());
  }

  /** Levels and parameters of each rule: the pack's defaults, with what `--policy-pack-config` says over them. */
  configure(levels: Readonly<Record<string, Level>>, parameters: Readonly<Record<string, unknown>>): void {
    const ruleParameters = Object.fromEntries(
      Object.entries(parameters).map(([rule, set]) => [rule, withParameters(this.#settings.parameters, set)]),
    );
    this.#settings = { ...this.#settings, levels, ruleParameters };
    this.#index = indexRules(this.#running());
  }

  judgeObject(object: PolicyObject): Outcome {
    return this.#exempt(judgeObject(object, this.#index, this.#circumstances));
  }

  /** What only all objects together show; exemptions that nothing needed are known by now, too. */
  judgeStack(objects: readonly PolicyObject[]): Outcome {
    const together = this.#exempt(judgeTogether(objects, this.#running(), this.#circumstances));
    const exemptions = exemptionObjects(this.#settings.exemptions, this.#used, this.#running()).map((object) =>
      judgeObject(object, this.#index, this.#circumstances),
    );
    return merge([together, this.#judgeUpdate(objects), ...exemptions]);
  }

  /** Before an update, what it does; afterwards it is done. */
  #judgeUpdate(objects: readonly PolicyObject[]): Outcome {
    if (this.#baseline === undefined || !this.#isPreview) return { findings: [], notEvaluated: [] };
    const changes = changesBetween(this.#baseline, objects);
    return this.#exempt(judgeChanges(changes, undefined, this.#running(), this.#circumstances));
  }

  /** The object as the rules at level "remediate" would have it, step by step. */
  remediate(object: PolicyObject): readonly Remedy[] {
    const remedies: Remedy[] = [];
    let current = object;
    for (const rule of this.#index.get(object.type) ?? []) {
      if (!rule.remediates || this.levelOf(rule) !== "remediate") continue;
      const { findings } = this.#exempt(judgeObject(current, indexRules([rule]), this.#circumstances));
      const patches = findings.flatMap(({ patch }) => patch ?? []);
      if (patches.length === 0) continue;
      current = { ...current, properties: applyPatches(current.properties, patches) };
      remedies.push({ rule, properties: current.properties });
    }
    return remedies;
  }

  #exempt({ findings, notEvaluated }: Outcome): Outcome {
    const { exempted, standing } = applyExemptions(findings, this.#settings.exemptions, this.#settings.now);
    for (const { exemption } of exempted) this.#used.add(exemption);
    return { findings: standing, notEvaluated };
  }

  readonly #circumstances = (rule: Rule) => circumstancesIn(rule, this.#settings);

  #running(): readonly Rule[] {
    return this.rules.filter((rule) => this.levelOf(rule) !== "disabled");
  }
}

export interface Remedy {
  readonly rule: ObjectRule;
  readonly properties: unknown;
}
