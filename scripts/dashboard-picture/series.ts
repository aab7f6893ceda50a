import { createHash } from "node:crypto";
import type { Limit, Query, Unit } from "../../components/monitoring/dashboards/model.ts";
import type { Watched } from "../../components/monitoring/types.ts";
import { type ServerName, serverNames } from "../../components/scheduler/types.ts";

/** A made-up series: how it is called, and its values from left to right. */
export interface Line {
  readonly legend: string;
  readonly values: readonly number[];
}

const points = 60;

/** Values that labels have in the picture, besides pods. */
const examples: Readonly<Record<string, readonly string[]>> = {
  persistentvolumeclaim: ["logs-master-0", "logs-worker-0", "data-worker-0"],
  state: ["submit", "success", "fail"],
};

/** Where the values of a unit lie while all is well. */
const usual: Readonly<Partial<Record<Unit, readonly [number, number]>>> = {
  d: [55, 56],
  ops: [0.4, 4],
  percentunit: [0.15, 0.55],
  s: [3_000, 40_000],
  short: [0, 24],
};

/** Lines such as the queries of a panel would have, the same ones at every run, on the good side of its limit. */
export function madeUp(
  watched: Watched,
  { limit, queries, unit }: { limit?: Limit; queries: readonly Query[]; unit: Unit },
) {
  return queries
    .flatMap(({ expression, legend }) => names(watched, expression, legend).map((name) => ({ expression, name })))
    .map(({ expression, name }): Line => {
      const much = /error|exception|fail/.test(`${expression} ${name}`) ? 0.02 : 1;
      const values = wave(`${unit} ${name}`, range(unit, limit)).map((value) => value * much);
      const rises = expression.includes("uptime");
      return { legend: name, values: rises ? values.toSorted((a, b) => a - b) : values };
    });
}

function range(unit: Unit, limit: Limit | undefined): readonly [number, number] {
  const [low, high] = usual[unit] ?? [0, 10];
  if (limit === undefined) return [low, high];
  return limit.bad === "above"
    ? [0, Math.min(high, limit.value * 0.7)]
    : [limit.value * 1.5, Math.max(high, limit.value * 3)];
}

function names(watched: Watched, expression: string, legend: string): string[] {
  const label = /\{\{(\w+)\}\}/.exec(legend)?.[1];
  if (label === undefined) return [legend];
  const values = label === "pod" ? pods(watched, expression) : (examples[label] ?? [label]);
  return values.flatMap((value) => names(watched, expression, legend.replace(`{{${label}}}`, value)));
}

const cleaned: Readonly<Partial<Record<ServerName, string>>> = { master: "log-cleaner", worker: "log-cleaner" };

/** Two pods at most of each kind of server that the query names. */
function pods({ instance, replicas }: Watched, expression: string): string[] {
  const servers = serverNames.filter((server) =>
    new RegExp(`=~"[^"]*\\b(${server}|${cleaned[server] ?? server})\\b`).test(expression),
  );
  return servers.flatMap((server) =>
    Array.from({ length: Math.min(2, replicas[server]) }, (_, index) => `${instance}-${server}-${index}`),
  );
}

function wave(seed: string, [low, high]: readonly [number, number]): number[] {
  const [phase = 0, speed = 0, level = 0] = createHash("sha256").update(seed).digest();
  const middle = low + (high - low) * (0.3 + level / 640);
  const reach = (high - low) * 0.25;
  return Array.from({ length: points }, (_, index) => {
    const at = (index / points) * Math.PI * (2 + speed / 64) + phase;
    return Math.max(low, middle + (Math.sin(at) + Math.sin(at * 3.7) / 3) * reach * 0.75);
  });
}
