import { isRecord } from "../../stacks/config/problems.ts";
import type { ResourceChange } from "../preview/document.ts";

/** A component, and one that is made after it because it needs something of it. */
export interface Order {
  readonly first: string;
  readonly second: string;
}

/** What of a preview's document says who needs whom: `dependencies` and `propertyDependencies` of each resource. */
export function orderOf(document: unknown, changes: readonly ResourceChange[]): readonly Order[] {
  const componentOf = new Map(changes.map(({ component, urn }) => [urn, component]));
  const pairs = statesIn(document).flatMap(({ urn, ...state }) => {
    const second = componentOf.get(String(urn));
    return needsOf(state).flatMap((needed) => {
      const first = componentOf.get(needed);
      return first === undefined || second === undefined || first === second ? [] : [{ first, second }];
    });
  });
  return reduced([...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()]);
}

type Raw = Readonly<Record<string, unknown>>;

function statesIn(document: unknown): readonly Raw[] {
  const steps = isRecord(document) && Array.isArray(document["steps"]) ? document["steps"].filter(isRecord) : [];
  return steps.flatMap(({ newState, oldState }) => [newState ?? oldState].filter(isRecord));
}

function needsOf({ dependencies, propertyDependencies }: Raw): readonly string[] {
  const lists = [dependencies, ...(isRecord(propertyDependencies) ? Object.values(propertyDependencies) : [])];
  return lists.flatMap((list) => (Array.isArray(list) ? list : [])).filter((it) => typeof it === "string");
}

/** Without what follows from the rest: where a is before b and b before c, a before c tells nothing. */
function reduced(pairs: readonly Order[]): readonly Order[] {
  const after = Map.groupBy(pairs, ({ first }) => first);
  const reaches = (from: string, goal: string, seen: Set<string>): boolean =>
    (after.get(from) ?? []).some(({ second }) => {
      if (second === goal) return true;
      if (seen.has(second)) return false;
      seen.add(second);
      return reaches(second, goal, seen);
    });
  return pairs.filter(({ first, second }) => {
    const others = (after.get(first) ?? []).filter((other) => other.second !== second);
    return !others.some((other) => reaches(other.second, second, new Set([first, other.second])));
  });
}

/** Names so that each comes after those that it needs, as far as they do not need each other in turn. */
export function sorted(names: readonly string[], order: readonly Order[]): readonly string[] {
  const known = new Set(names);
  const before = Map.groupBy(order, ({ second }) => second);
  const done = new Set<string>();
  const visit = (name: string, path: ReadonlySet<string>): void => {
    if (done.has(name) || path.has(name) || !known.has(name)) return;
    const through = new Set([...path, name]);
    for (const { first } of before.get(name) ?? []) visit(first, through);
    done.add(name);
  };
  for (const name of names) visit(name, new Set());
  return [...done];
}
