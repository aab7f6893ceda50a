import type { ChangeSet } from "./change.ts";
import type { Field, Key } from "./field.ts";
import type { Environment, ObjectView } from "./model.ts";
import type { ParameterName, Parameters } from "./parameters.ts";

export const packs = ["scheduler", "kubernetes", "aws", "mesh", "change-safety"] as const;
export type Pack = (typeof packs)[number];

export const severities = ["low", "medium", "high", "critical"] as const;
export type Severity = (typeof severities)[number];

/** A change of one field that mends a finding. */
export interface Patch {
  readonly path: readonly Key[];
  /** Absent: the field is removed. */
  readonly value?: unknown;
}

/** What a rule has to say about one place. */
export interface Problem {
  readonly at: Field;
  readonly allowed: string;
  /** What to do about it. */
  readonly fix: string;
  /** What was found, where the value alone does not tell it; never a value that may be a secret. */
  readonly received?: string;
  readonly patch?: Patch;
  /** It is about something that is missing elsewhere: an unknown that was read may be what is missing. */
  readonly missing?: true;
}

interface RuleText {
  /** Kebab case; what exemptions and the engine call it. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
  readonly remediation: string;
  readonly link: string;
  /** Where the rule comes from: a line of the source articles, an incident, an issue, a standard. */
  readonly origin: string;
  readonly pack: Pack;
  /** None of the eight best-known checkers has it (docs/policies.md names them). */
  readonly star?: true;
  readonly parameters?: readonly ParameterName[];
}

/** What a rule may ask beside the objects. */
export interface Circumstances {
  readonly environmentClass: "dev" | "prod";
  readonly parameters: Parameters;
  readonly now: Date;
}

/** A rule about one object alone. */
export interface ObjectRule extends RuleText {
  readonly scope: "object";
  /** Pulumi type tokens. */
  readonly types: readonly string[];
  /** Its patches are safe to apply without asking: enforcement level "remediate". */
  readonly remediates?: true;
  readonly evaluate: (object: ObjectView, circumstances: Circumstances) => readonly Problem[];
}

/** A rule about objects together. */
export interface EnvironmentRule extends RuleText {
  readonly scope: "environment";
  readonly evaluate: (environment: Environment, circumstances: Circumstances) => readonly EnvironmentProblem[];
}

/** A problem and the object it is with. */
export interface EnvironmentProblem extends Problem {
  readonly object: ObjectView;
}

/** A rule about what one update does: it sees what was and what will be. */
export interface ChangeRule extends RuleText {
  readonly scope: "change";
  readonly evaluate: (changes: ChangeSet, circumstances: Circumstances) => readonly EnvironmentProblem[];
}

export type Rule = ObjectRule | EnvironmentRule | ChangeRule;
