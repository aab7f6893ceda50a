import { z } from "zod";
import { nearest } from "../../stacks/config/suggest.ts";
import type { Finding } from "./finding.ts";
import { matches } from "./glob.ts";
import type { PolicyObject } from "./object.ts";

const longest = 180;
const day = 24 * 60 * 60 * 1000;

/** Lets one rule's findings about some objects pass for a while. All five are needed. */
export const exemptionSchema = z.strictObject({
  rule: z.string().min(1).describe("Id of the rule, for example no-privileged."),
  match: z
    .string()
    .regex(/^[^\s/]+(\/\S+)?$/, "type or type/name, where * stands for anything: StatefulSet/*-worker")
    .describe("Kind and name of the objects, with * for anything: StatefulSet/*-worker."),
  reason: z.string().trim().min(10).describe("Why the rule does not hold here; at least 10 characters."),
  owner: z.string().trim().min(1).describe("Who answers for it."),
  // Pulumi reads a date without quotes as a moment and hands on "2026-12-31T00:00:00Z" or the like.
  expires: z
    .preprocess((it) => (typeof it === "string" ? it.replace(/[T ]00:00:00.*$/, "") : it), z.iso.date())
    .describe("Last day, at most 180 days ahead: 2026-12-31."),
});

export type Exemption = z.infer<typeof exemptionSchema>;

/** Whether the exemption still counts: its last day is part of it. */
export function inForce({ expires }: Exemption, now: Date): boolean {
  return now.getTime() < Date.parse(expires) + day;
}

/** Whether it reaches further ahead than an exemption may. */
export function tooLong({ expires }: Exemption, now: Date): boolean {
  return Date.parse(expires) > now.getTime() + longest * day;
}

/** The last day that an exemption written now may have. */
export function latest(now: Date): string {
  return new Date(now.getTime() + longest * day).toISOString().slice(0, 10);
}

export function covers({ match }: Exemption, { type, name }: PolicyObject): boolean {
  const [kind = "", ...rest] = match.split("/");
  const wanted = rest.join("/");
  const kinds = [type, type.split(":").at(-1) ?? ""];
  // The name without its namespace is what people write.
  const names = [name, name.split("/").at(-1) ?? ""];
  return kinds.some((it) => matches(kind, it)) && (wanted === "" || names.some((it) => matches(wanted, it)));
}

export interface Exempted {
  readonly finding: Finding;
  readonly exemption: Exemption;
}

/** Findings that stand, and those that an exemption in force lets pass. */
export function applyExemptions(findings: readonly Finding[], exemptions: readonly Exemption[], now: Date) {
  const usable = exemptions.filter((exemption) => inForce(exemption, now) && !tooLong(exemption, now));
  const standing: Finding[] = [];
  const exempted: Exempted[] = [];
  for (const finding of findings) {
    const exemption = usable.find((it) => it.rule === finding.rule.id && covers(it, finding.object));
    if (exemption) exempted.push({ finding, exemption });
    else standing.push(finding);
  }
  return { standing, exempted };
}

/** Exemptions as a stack file has them, from rules that are known; throws with everything that is wrong with them. */
export function parseExemptions(input: unknown, known: readonly string[]): readonly Exemption[] {
  const parsed = z.array(exemptionSchema).safeParse(input ?? []);
  if (!parsed.success) throw new Error(`exemptions: ${z.prettifyError(parsed.error)}`);
  const unknown = parsed.data.filter(({ rule }) => !known.includes(rule));
  if (unknown.length > 0)
    throw new Error(unknown.map(({ rule }) => `exemptions: ${noSuchRule(rule, known)}`).join("\n"));
  return parsed.data;
}

/** Says that no rule has this id, and which one may be meant. */
export function noSuchRule(rule: string, known: readonly string[]): string {
  const meant = nearest(rule, known);
  const fix = meant ? `Did you mean ${meant}?` : "docs/policies.md has them all.";
  return `received ${JSON.stringify(rule)}, allowed the id of a rule. ${fix}`;
}
