import { describe } from "../../stacks/config/problems.ts";
import type { Field } from "./field.ts";
import type { PolicyObject } from "./object.ts";
import type { Patch, Problem, Rule } from "./rule.ts";

/** Something that a rule found. */
export interface Finding {
  readonly rule: Rule;
  readonly object: PolicyObject;
  readonly path: string;
  /** In words; never a value that may be a secret. */
  readonly received: string;
  readonly allowed: string;
  readonly fix: string;
  readonly patch?: Patch;
}

/** A rule that could not decide, because a value is made during the update. */
export interface NotEvaluated {
  readonly rule: Rule;
  /** Absent for a rule about objects together. */
  readonly object?: PolicyObject;
  readonly path: string;
}

export function finding(rule: Rule, object: PolicyObject, problem: Problem): Finding {
  const { at, allowed, fix, patch } = problem;
  const received = problem.received ?? receivedAt(at);
  return { rule, object, path: at.toString(), received, allowed, fix, ...(patch ? { patch } : {}) };
}

function receivedAt(field: Field): string {
  if (field.secret) return "a secret";
  return describe(field.path, field.value);
}

/** One finding in one line of text. */
export function sentence({ path, received, allowed, fix }: Finding): string {
  return `${path === "" ? "" : `${path}: `}received ${received}, allowed ${allowed}. ${fix}`;
}
