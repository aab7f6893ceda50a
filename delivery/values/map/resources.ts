import type { Chart, Convert, Left } from "../types.ts";
import { group, item, left } from "./rows.ts";

/** `resources` of Kubernetes, at a path of the values, to `cpu` and `memory` of a section. */
export function resources(section: string, at: string): Convert {
  return (leaves, chart) => {
    const others = leaves.filter(({ path }) => !/\.(limits|requests)\.(cpu|memory)$/.test(path));
    const found = (["cpu", "memory"] as const).map((amount) => amountOf(amount, section, at, chart));
    return {
      groups: found.flatMap((it) => (it.value === undefined ? [] : [group(it.path, item(it.option, it.value))])),
      left: [
        ...found.flatMap((it) => it.left),
        ...others.map(({ path }) =>
          left(path, "no counterpart", "Pods get requests and limits of CPU and memory; a transform can add more."),
        ),
      ],
    };
  };
}

function amountOf(amount: "cpu" | "memory", section: string, at: string, chart: Chart) {
  const limit = chart.at(`${at}.limits.${amount}`);
  const request = chart.at(`${at}.requests.${amount}`);
  const option = `${section}.${amount}`;
  const path = `${at}.${limit === undefined ? "requests" : "limits"}.${amount}`;
  if (limit === undefined) {
    const action = `Everything has a limit here: write ${option}: {request: ..., limit: ...}.`;
    const rows: Left[] = request === undefined ? [] : [left(path, "another option", action)];
    return { path, option, value: undefined, left: rows };
  }
  const value = request === undefined || String(request) === String(limit) ? limit : { request, limit };
  return { path, option, value, left: [] };
}

const units: Readonly<Record<string, string>> = { k: "Ki", m: "Mi", g: "Gi", t: "Ti" };
/** What `heap` decides: -Xms is the same as -Xmx, and the young generation is the collector's. */
const decided = /^-X(mx|ms|mn)\S*$/;

/** JAVA_OPTS to `heap`; what else is in it has no option. */
export function javaOptions(server: string): Convert {
  return (leaves) => {
    const [leaf] = leaves;
    if (leaf === undefined) return {};
    const flags = String(leaf.value).trim().split(/\s+/);
    const [, amount, unit] = /(?:^|\s)-Xmx(\d+)([kmgt])\b/i.exec(String(leaf.value)) ?? [];
    const heap = amount === undefined ? undefined : `${amount}${units[unit?.toLowerCase() ?? ""]}`;
    const more = flags.filter((flag) => !decided.test(flag)).length;
    return {
      groups: heap === undefined ? [] : [group(leaf.path, item(`${server}.heap`, heap))],
      left:
        more === 0 && heap !== undefined
          ? []
          : [
              left(
                leaf.path,
                "no counterpart",
                `Only -Xmx becomes ${server}.heap; other flags of the JVM have no option.`,
              ),
            ],
    };
  };
}
