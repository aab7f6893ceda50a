import type { Change, Operation } from "../core/change.ts";
import type { PolicyObject } from "../core/object.ts";
import type { Step } from "../sources/state.ts";

/** Changes of a preview: its steps, several of which are one replacement. What a step does not tell, the state may. */
export function changesOfSteps(steps: readonly Step[], state: readonly PolicyObject[] = []): readonly Change[] {
  const known = new Map(state.map((object) => [object.urn, object]));
  return [...Map.groupBy(steps, ({ urn }) => urn).values()].map((group) => ({
    operation: operationOf(group.map(({ op }) => op)),
    before: group.find(({ before }) => before)?.before ?? known.get(group[0]?.urn),
    after: group.find(({ after, op }) => after && !op.startsWith("delete"))?.after,
  }));
}

function operationOf(ops: readonly string[]): Operation {
  if (ops.some((op) => /replace/.test(op))) return "replace";
  return (["delete", "create", "update"] as const).find((op) => ops.includes(op)) ?? "same";
}

/** What it takes to get from one state to another; replacements cannot be told from updates. */
export function changesBetween(before: readonly PolicyObject[], after: readonly PolicyObject[]): readonly Change[] {
  const key = ({ urn, type, name }: PolicyObject) => urn ?? `${type} ${name}`;
  const old = new Map(before.map((object) => [key(object), object]));
  const now = new Map(after.map((object) => [key(object), object]));
  return [...new Set([...old.keys(), ...now.keys()])].map((id) => {
    const pair = { before: old.get(id), after: now.get(id) };
    return { operation: difference(pair.before, pair.after), ...pair };
  });
}

function difference(before: PolicyObject | undefined, after: PolicyObject | undefined): Operation {
  if (before === undefined) return "create";
  if (after === undefined) return "delete";
  return canonical(before.properties) === canonical(after.properties) ? "same" : "update";
}

/** A text that does not depend on the order of keys, nor on marks that Pulumi adds. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (key, it: unknown) => {
    if (key === "__defaults") return undefined;
    if (typeof it !== "object" || it === null || Array.isArray(it)) return it;
    return Object.fromEntries(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
