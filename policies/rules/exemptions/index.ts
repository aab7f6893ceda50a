import { exemptionSchema, inForce, latest, tooLong } from "../../core/exemptions.ts";
import { exemptionType } from "../../core/judge.ts";
import type { ObjectView } from "../../core/model.ts";
import type { ObjectRule } from "../../core/rule.ts";

const text = {
  link: "https://github.com/kyverno/policies",
  pack: "change-safety",
  scope: "object",
  star: true,
  types: [exemptionType],
} as const;

function exemptionOf({ root }: ObjectView) {
  return exemptionSchema.safeParse(
    Object.fromEntries(Object.keys(exemptionSchema.shape).map((key) => [key, root.at(key).value])),
  ).data;
}

/** A lapsed exemption would otherwise look like a rule that suddenly fails. */
export const exemptionExpired: ObjectRule = {
  ...text,
  id: "exemption-expired",
  title: "An exemption ends on the day it says",
  severity: "high",
  why: "An exemption without an end is a hole that everybody forgets.",
  remediation: "Mend what it was for and remove it, or renew it with a reason that still holds.",
  origin: "this project",
  evaluate: (object, { now }) => {
    const exemption = exemptionOf(object);
    if (!exemption || inForce(exemption, now)) return [];
    const fix = "Remove it, or renew it with a reason that still holds.";
    return [{ at: object.at("expires"), allowed: "a day that is still to come", fix }];
  },
};

export const exemptionTooLong: ObjectRule = {
  ...text,
  id: "exemption-too-long",
  title: "An exemption lasts at most 180 days",
  severity: "medium",
  why: "What is put off for years is never looked at again.",
  remediation: "Choose a day within 180 days; it can be renewed then.",
  origin: "this project",
  evaluate: (object, { now }) => {
    const exemption = exemptionOf(object);
    if (!exemption || !tooLong(exemption, now)) return [];
    return [{ at: object.at("expires"), allowed: `at most ${latest(now)}`, fix: `Write expires: ${latest(now)}.` }];
  },
};

export const exemptionUnused: ObjectRule = {
  ...text,
  id: "exemption-unused",
  title: "An exemption lets something pass",
  severity: "low",
  why: "One that covers nothing is either misspelt or stands open for the next mistake.",
  remediation: "Remove it, or correct its rule or match.",
  origin: "this project",
  evaluate: (object, { now }) => {
    const exemption = exemptionOf(object);
    if (!exemption || object.at("used").flag !== false || !inForce(exemption, now)) return [];
    const received = "an exemption that no finding needed";
    return [
      { at: object.at("match"), allowed: "one that covers a finding", fix: "Remove it, or correct it.", received },
    ];
  },
};

export const exemptionRules = [exemptionExpired, exemptionTooLong, exemptionUnused];
