import type { Field } from "../../core/field.ts";
import type { ObjectView } from "../../core/model.ts";
import type { Circumstances, ObjectRule, Problem } from "../../core/rule.ts";

export const instance = "aws:rds/instance:Instance";
export const cluster = "aws:rds/cluster:Cluster";
/** A server of a cluster, which has the address. */
export const clusterInstance = "aws:rds/clusterInstance:ClusterInstance";

const text = {
  origin: "A3; AWS Security Hub, RDS controls",
  pack: "aws",
  scope: "object",
  types: [instance, cluster],
} as const;

const guide = "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html";

type Said = Pick<ObjectRule, "id" | "title" | "severity" | "why"> & { readonly link?: string; readonly star?: true };

/** A rule that a switch must stand one way; absent means off to AWS. */
export function flagRule(key: string, wanted: boolean, said: Said, types: readonly string[] = text.types): ObjectRule {
  return {
    ...text,
    link: guide,
    ...said,
    types,
    remediation: `Set ${key} to ${wanted}.`,
    evaluate: (object) => {
      const at = object.at(key);
      if (at.unknown || (at.flag ?? false) === wanted) return [];
      return [
        { at, allowed: String(wanted), fix: `Write ${key}: ${wanted}.`, patch: { path: at.path, value: wanted } },
      ];
    },
  };
}

/** A rule with a check of its own for one property. */
export function valueRule(
  said: Said & { readonly remediation: string; readonly parameters?: ObjectRule["parameters"] },
  check: (object: ObjectView, circumstances: Circumstances) => readonly (Problem | undefined)[],
): ObjectRule {
  const { parameters, ...rest } = said;
  return {
    ...text,
    link: guide,
    ...rest,
    ...(parameters ? { parameters } : {}),
    evaluate: (object, circumstances) => check(object, circumstances).filter((it) => it !== undefined),
  };
}

export function atLeast(at: Field, least: number, what: string): Problem | undefined {
  if (at.unknown || (at.number ?? 0) >= least) return undefined;
  const patch = { path: at.path, value: least };
  return { at, allowed: `at least ${least} ${what}`, fix: `Write ${at.key}: ${least}.`, patch };
}
