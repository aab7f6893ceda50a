import { isRecord } from "../../../stacks/config/problems.ts";
import type { Chart, Condition, Convert, Group, Item, Leaf, Left, LeftRow, Reason } from "../types.ts";

/** Anything that a template would print. */
export function asText(value: unknown): string {
  return isRecord(value) || Array.isArray(value) ? JSON.stringify(value) : String(value ?? "");
}

export function item(option: string, value: unknown): Item {
  return { option: option.split("."), value };
}

export function group(path: string, ...items: readonly Item[]): Group {
  return { path, items };
}

export function left(path: string, why: Reason, action: string): Left {
  return { path, why, action };
}

export function none(from: string, why: Reason, action: string, ...when: readonly Condition[]): LeftRow {
  return { from, why, action, when };
}

export const is = (path: string, value: boolean | string): Condition => ({ path, is: value });

/** Numbers stand in the chart's values as texts. */
export function plain(value: unknown): unknown {
  return typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
}

/** One value to one option; `change` says nothing where the option is better left out. */
export function option(name: string, change: (value: unknown, chart: Chart) => unknown = (value) => value): Convert {
  return (leaves, chart) => ({
    groups: leaves.flatMap(({ path, value }) => {
      const changed = change(value, chart);
      return changed === undefined ? [] : [group(path, item(name, plain(changed)))];
    }),
  });
}

/** A map of texts to one of the same keys, each on its own. */
export function entries(...names: readonly string[]): Convert {
  return (leaves) => ({
    groups: leaves
      .filter(({ value }) => !isRecord(value))
      .map(({ keys, path, value }) => entry(path, names, keys.at(-1) ?? "", value)),
  });
}

export function entry(path: string, names: readonly string[], key: string, value: unknown): Group {
  return { path, items: names.map((name) => ({ option: [...name.split("."), key], value: asText(value) })) };
}

/** A value that other rows read. */
export const readElsewhere: Convert = () => ({});

/** The list or object that leaves are parts of, which an option takes as a whole. */
export function valueBelow(leaves: readonly Leaf[], depth: number): unknown {
  const [first] = leaves;
  if (first !== undefined && first.keys.length === depth) return first.value;
  const tree: Record<string, unknown> = {};
  for (const { keys, value } of leaves) place(tree, keys.slice(depth), value);
  return tree;
}

export function place(tree: Record<string, unknown>, keys: readonly string[], value: unknown): void {
  const [key = "", ...rest] = keys;
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  const below = tree[key];
  const next = isRecord(below) ? { ...below } : {};
  tree[key] = next;
  place(next, rest, value);
}

/** The chart writes "-" where a claim takes the cluster's default class. */
export function volume(size: unknown, storageClass: string): unknown {
  return storageClass === "" || storageClass === "-" ? size : { size, storageClass };
}

/** Ports of addresses such as https://a:2379,b:2379; undefined where the first one names none. */
export function portOf(addresses: string): number | undefined {
  const [first = ""] = addresses.split(/[,\s]/);
  const [, scheme, port] = /^(?:(\w+):\/\/)?[^:/]+(?::(\d+))?/.exec(first) ?? [];
  if (port !== undefined) return Number(port);
  return scheme === "http" ? 80 : undefined;
}
