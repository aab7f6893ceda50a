import type { Exemption } from "../../policies/core/exemptions.ts";
import { judge, type Report, type Settings } from "../../policies/core/judge.ts";
import type { PolicyObject } from "../../policies/core/object.ts";
import { defaultParameters, type Parameters } from "../../policies/core/parameters.ts";
import { rules } from "../../policies/rules/index.ts";

export const now = new Date("2026-06-01T12:00:00Z");

export function settings(change: Partial<Settings> = {}): Settings {
  return {
    environmentClass: "prod",
    exemptions: [],
    // Rules that are off by default are on here: their examples must show something too.
    levels: { "image-digest-pinned": "disabled", "priority-class-set": "mandatory" },
    now,
    parameters: defaultParameters(),
    ruleParameters: {},
    ...change,
  };
}

export function judged(
  objects: readonly PolicyObject[],
  parameters: Partial<Parameters> = {},
  exemptions: readonly Exemption[] = [],
  levels: Settings["levels"] = settings().levels,
): Report {
  return judge(objects, rules, settings({ exemptions, levels, parameters: { ...defaultParameters(), ...parameters } }));
}

export const fired = (report: Report) => [...new Set(report.findings.map(({ rule }) => rule.id))].sort();
