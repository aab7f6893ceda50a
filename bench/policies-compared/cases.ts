import type { PolicyObject } from "../../policies/core/object.ts";
import { type Example, environments, pair } from "../../policies/examples/example.ts";
import { examples } from "../../policies/examples/index.ts";
import { namespace } from "../../policies/examples/servers.ts";
import { rules } from "../../policies/rules/index.ts";

/** One mistake, and the manifests of the environment without and with it. */
export interface Case {
  readonly rule: string;
  /** What is changed: "StatefulSet dolphinscheduler-worker: spec.replicas". */
  readonly mistake: string;
  readonly good: readonly object[];
  readonly bad: readonly object[];
  /** Why a checker of manifests cannot see it; undefined when it can. */
  readonly unseen: string | undefined;
}

/** Rules without a star: that the checkers find these shows that they would find others. */
export const controls: readonly string[] = ["no-privileged", "require-readiness-probe", "no-privilege-escalation"];

/**
 * Every example of the rules with a star, and of the controls, each in a namespace of its own so that a checker may
 * read all at once.
 */
export function cases(): readonly Case[] {
  const compared = new Set([...controls, ...rules.filter(({ star }) => star).map(({ id }) => id)]);
  return examples.filter(({ rule }) => compared.has(rule)).map(caseOf);
}

function caseOf(example: Example, index: number): Case {
  const { good, bad } = environments(example);
  const own = `${namespace}-${index}`;
  const manifests = { good: manifestsIn(own, good), bad: manifestsIn(own, bad) };
  return { rule: example.rule, mistake: mistakeOf(example), ...manifests, unseen: unseen(example, manifests) };
}

function manifestsIn(own: string, all: readonly PolicyObject[]): readonly object[] {
  const manifests = all
    .map(({ properties }) => properties)
    .filter((it): it is object => typeof it === "object" && it !== null && "apiVersion" in it);
  const text = JSON.stringify(manifests)
    .replaceAll(`"namespace":"${namespace}"`, `"namespace":"${own}"`)
    .replaceAll(`"metadata":{"name":"${namespace}"`, `"metadata":{"name":"${own}"`);
  return JSON.parse(text);
}

function mistakeOf(example: Example): string {
  const { good } = pair(example);
  const kind = good.type.split(":").at(-1) ?? "";
  const [path] = example.set?.[0] ?? [];
  const added = (example.add ?? []).map(({ type }) => `another ${type.split(":").at(-1)}`);
  const dropped = (example.drop ?? []).map(() => "something taken away");
  const places = path === undefined ? [] : [typeof path === "string" ? path : path.join(".")];
  const parameters = Object.keys(example.parameters ?? {}).map((name) => `the team's ${name}`);
  const unprotected = example.unprotected ? ["protect: false"] : [];
  return `${kind}: ${[...places, ...added, ...dropped, ...parameters, ...unprotected].join(", ")}`;
}

function unseen(example: Example, { good, bad }: Pick<Case, "good" | "bad">): string | undefined {
  const { type } = pair(example).good;
  if (type.startsWith("aws:")) return "a resource of AWS in Pulumi";
  if (type.includes("helm.sh")) return "values of a Helm release in Pulumi";
  if (JSON.stringify(good) !== JSON.stringify(bad)) return undefined;
  return example.parameters ? "a limit of the team" : "a resource in Pulumi";
}
