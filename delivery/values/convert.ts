import { holdsSecret, isRecord, looksSecret } from "../../stacks/config/problems.ts";
import { chartDefaults } from "./chart-defaults.ts";
import { isCarried, valuesMap } from "./map/index.ts";
import { leavesOf, looksSame, overDefaults } from "./tree.ts";
import type { CarriedRow, Chart, Condition, Converted, Leaf, Left, MapRow, Values } from "./types.ts";

export interface Conversion extends Converted {
  /** What the chart would see. What rows read of it beside their own leaves the rules look at, before it is written. */
  readonly chart: Chart;
}

const byLength = valuesMap.toSorted((one, other) => other.from.length - one.from.length);
const chartLeaves = new Map(leavesOf(chartDefaults).map(({ path, value }) => [path, value]));

/** Everything that values become, tried against nothing yet, and every value that becomes nothing. */
export function convert(values: Values): Conversion {
  const set = leavesOf(values).filter(isOwn);
  const chart = chartWith(values, set);
  const owners = Map.groupBy(set, ({ path }) => byLength.find(({ from }) => isBelow(path, from)));
  const converted = valuesMap.map((row) => convertRow(row, owners.get(row) ?? [], chart));
  const unknown = (owners.get(undefined) ?? []).map(({ path }) => ({
    path,
    why: "unknown" as const,
    action: "If templates of yours read it, a transform can do what they do (docs/from-helm.md).",
  }));
  return {
    chart,
    groups: converted.flatMap(({ groups }) => groups),
    left: [...converted.flatMap(({ left }) => left), ...unknown],
  };
}

function isOwn({ path, value }: Leaf): boolean {
  if (value === null || (isRecord(value) && Object.keys(value).length === 0)) return false;
  return !chartLeaves.has(path) || !looksSame(value, chartLeaves.get(path));
}

function convertRow(row: MapRow, leaves: readonly Leaf[], chart: Chart): Converted {
  const unmet = row.when?.find((condition) => !holds(condition, chart));
  if (unmet !== undefined) {
    const action = `The chart reads it only with ${unmet.path}: ${unmet.is}.`;
    return { groups: [], left: leaves.map(({ path }) => ({ path, why: "not in force", action })) };
  }
  if (!isCarried(row))
    return { groups: [], left: leaves.map(({ path }) => ({ path, why: row.why, action: row.action })) };
  return carried(row, leaves, chart);
}

function carried(row: CarriedRow, leaves: readonly Leaf[], chart: Chart): Converted {
  const open = leaves.filter((leaf) => !isSecret(leaf));
  const { groups = [], left = [] } = open.length > 0 || row.always ? row.convert(open, chart) : {};
  return { groups, left: [...leaves.filter(isSecret).map(hidden), ...left] };
}

function hidden({ path }: Leaf): Left {
  return { path, why: "a secret", action: "Keep it in a Kubernetes Secret or in a data source of the application." };
}

/** What names a Secret, and is none. */
const names = /^(image\.pullSecret|ingress\.tls\.secretName|ingress\.annotations\.)/;

function isSecret({ keys, path, value }: Leaf): boolean {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return holdsSecret(text) || (looksSecret(keys.at(-1) ?? "") && text !== "" && !names.test(path));
}

function isBelow(path: string, from: string): boolean {
  return path === from || path.startsWith(`${from}.`);
}

function holds({ path, is }: Condition, chart: Chart): boolean {
  return typeof is === "boolean" ? chart.on(path) === is : chart.text(path) === is;
}

function chartWith(values: Values, set: readonly Leaf[]): Chart {
  const own = new Set(set.map(({ path }) => path));
  const all = new Map(leavesOf(overDefaults(chartDefaults, values)).map(({ path, value }) => [path, value]));
  const text = (path: string) => String(all.get(path) ?? "");
  return {
    at: (path) => all.get(path),
    text,
    on: (path) => !["", "0", "false"].includes(text(path)),
    isSet: (path) => own.has(path),
  };
}
