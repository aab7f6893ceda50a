import * as pulumi from "@pulumi/pulumi";
import type { Change, Operation } from "../core/change.ts";
import { sentence } from "../core/finding.ts";
import { judgeUpdate, type Settings } from "../core/judge.ts";
import { type PolicyObject, title } from "../core/object.ts";
import { servingTypes } from "../core/types.ts";
import { dataTypes } from "./rules/amounts.ts";
import { changeRules } from "./rules/index.ts";

/** What a hook is told. */
interface HookArgs {
  readonly urn: string;
  readonly type: string;
  readonly oldInputs?: unknown;
  readonly newInputs?: unknown;
}

/** Types whose updates and deletes are judged on the way: workloads, and what may hold data. */
export const guarded: ReadonlySet<string> = new Set([...dataTypes, ...servingTypes]);

/**
 * Judges the changes of one update as they come, each together with those that were let through before it. The first
 * one that stops is refused; what is already done stays done.
 */
export class ChangeGuard {
  readonly #settings: Settings;
  readonly #passed: Change[] = [];

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Throws when the change must not be made, with everything that speaks against it. */
  check(operation: Operation, { urn, type, oldInputs, newInputs }: HookArgs): void {
    const change = { operation, before: objectOf(urn, type, oldInputs), after: objectOf(urn, type, newInputs) };
    const { findings } = judgeUpdate([...this.#passed, change], undefined, changeRules, this.#settings);
    const stopping = findings.filter(({ level }) => level !== "advisory");
    if (stopping.length === 0) {
      this.#passed.push(change);
      return;
    }
    const reasons = stopping.map((found) => `${found.rule.id}: ${title(found.object)}: ${sentence(found)}`);
    throw new Error(`Refused by policies:\n${reasons.join("\n")}`);
  }
}

function objectOf(urn: string, type: string, inputs: unknown): PolicyObject | undefined {
  if (inputs === undefined || inputs === null) return undefined;
  return { urn, type, name: urn.split("::").at(-1) ?? urn, protect: false, properties: inputs };
}

/**
 * A transform that guards workloads and what holds data, so that a bare `pulumi up` is stopped as well; `attachGuards`
 * registers it.
 *
 * Deletes are guarded while the program runs: an update does, and `pulumi destroy` asks for `--run-program`.
 *
 * Shares of the whole (max-changed-fraction, all masters) need the whole: `npm run policy:change` sees it, a hook sees
 * one resource after the other. So these rules are off here.
 */
export function changeGuards(settings: Settings): pulumi.ResourceTransform {
  const guard = new ChangeGuard({ ...settings, levels: { ...settings.levels, ...onlyOfTheWhole } });
  const hook = (name: string, operation: Operation) =>
    new pulumi.ResourceHook(`dolphinpod-policies-${name}`, (args) => guard.check(operation, args));
  const hooks = { beforeUpdate: [hook("update", "update")], beforeDelete: [hook("delete", "delete")] };
  return ({ type, props, opts }) =>
    guarded.has(type) ? { props, opts: pulumi.mergeOptions(opts, { hooks }) } : { props, opts };
}

const onlyOfTheWhole = {
  "max-changed-fraction": "disabled",
  "not-all-masters-at-once": "disabled",
} as const;
