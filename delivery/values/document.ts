import { serverNames } from "../../components/scheduler/types.ts";
import { isCarried, valuesMap } from "./map/index.ts";
import type { CarriedRow, MapRow } from "./types.ts";

/** The map as the tables of docs/from-helm.md: `*` is each of the four servers. */
export function mapTables(): string {
  const rows = ofAllServers(valuesMap);
  const carried = Map.groupBy(rows.filter(isCarried), sectionOf);
  const without = Map.groupBy(
    rows.filter((row) => !isCarried(row)),
    (row) => (isCarried(row) ? "" : row.why),
  );
  return [
    "| Section | Values and the options that they become |",
    "| --- | --- |",
    ...[...carried].map(([section, same]) => `| \`${section}\` | ${same.map(arrow).join("; ")} |`),
    "",
    "| Why not | Values without an option |",
    "| --- | --- |",
    ...[...without].map(([why, same]) => `| ${why} | ${same.map(({ from }) => `\`${from}\``).join(", ")} |`),
  ].join("\n");
}

const sectionOf = ({ to }: CarriedRow) => (/^[\w*]+/.exec(to.replace(/^the Secret of /, "")) ?? [""])[0];

const arrow = ({ from, to }: CarriedRow) => (from === to ? `\`${from}\`` : `\`${from}\` → ${options(to)}`);

/** In code, but for words about where a value goes. */
const options = (to: string) =>
  to
    .split(", ")
    .map((it) => it.replace(/[\w*.]+$/, "`$&`"))
    .join(", ");

/** One row for the same value of all four servers. */
function ofAllServers(rows: readonly MapRow[]): readonly MapRow[] {
  const server = new RegExp(`\\b(${serverNames.join("|")})\\.`, "g");
  const starred = (text: string) => text.replace(server, "*.");
  const key = (row: MapRow) => `${starred(row.from)} ${isCarried(row) ? starred(row.to) : row.why}`;
  return [...Map.groupBy(rows, key).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined || same.length < serverNames.length) return same;
    const from = starred(first.from);
    return isCarried(first) ? [{ ...first, from, to: starred(first.to) }] : [{ ...first, from }];
  });
}
