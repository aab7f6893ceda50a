import type { Group, Left, MapRow } from "../types.ts";
import { group, is, item, left, none, option, plain, valueBelow } from "./rows.ts";

/** Who scales says how many connections the database allows; the values do not. 100 is PostgreSQL's own number. */
const guessedConnections = [100, 200, 500];
const guess = "It is a guess: write what SHOW max_connections answers into database.maxConnections.";

/** Fewest workers to try: the chart's own 0 is none here, and class prod has at least two. */
const fewest = (given: unknown): readonly unknown[] => (Number(given) < 1 ? [1, 2] : [plain(given)]);

const known = /^worker\.keda\.(enabled|minReplicaCount|maxReplicaCount|pollingInterval)$/;
const drains = "A worker that is taken away drains first; see docs/scaling.md.";

const kedaRow: MapRow = {
  from: "worker.keda",
  to: "worker.autoscaling",
  when: [is("worker.keda.enabled", true)],
  convert: (leaves, chart) => {
    const at = (name: string) => chart.at(`worker.keda.${name}`);
    const poll = chart.isSet("worker.keda.pollingInterval") ? { poll: plain(at("pollingInterval")) } : {};
    const external = !chart.on("postgresql.enabled") && !chart.on("mysql.enabled");
    const scaled = fewest(at("minReplicaCount")).map((min) =>
      item("worker.autoscaling", { by: "keda", min, max: plain(at("maxReplicaCount")), ...poll }),
    );
    const tries: readonly Group[] = external
      ? scaled.flatMap((it) =>
          guessedConnections.map((connections) => ({
            ...group("worker.keda", it, item("database.maxConnections", connections)),
            guess: left("worker.keda.enabled", "assumed", guess),
          })),
        )
      : scaled.map((it) => group("worker.keda", it));
    return {
      groups: tries.slice(0, 1).map((first) => ({ ...first, or: tries.slice(1) })),
      left: leaves.flatMap((leaf) => notScaling(leaf.path, leaf.value)),
    };
  },
};

function notScaling(path: string, value: unknown): readonly Left[] {
  if (path === "worker.keda.minReplicaCount" && Number(value) < 1) {
    return [left(path, "refused", "At least one worker stays, and two in class prod.")];
  }
  return known.test(path) ? [] : [left(path, "done here", drains)];
}

const replicaRows: readonly MapRow[] = (["api", "alert"] as const).flatMap((server) =>
  ["autoscaling", "hpa"].map(
    (name): MapRow => ({
      from: `${server}.${name}`,
      to: `${server}.autoscaling`,
      when: [is(`${server}.${name}.enabled`, true)],
      convert: (leaves) => {
        const value = valueBelow(leaves, 2);
        const read = value as Readonly<Record<string, unknown>>;
        const cpu = read["targetCPUUtilizationPercentage"];
        const bounds = {
          min: read["minReplicas"] ?? 1,
          max: read["maxReplicas"],
          ...(cpu === undefined ? {} : { cpu }),
        };
        return { groups: [group(`${server}.${name}`, item(`${server}.autoscaling`, bounds))] };
      },
    }),
  ),
);

export const scalingRows: readonly MapRow[] = [
  kedaRow,
  ...replicaRows,
  { from: "worker.terminationGracePeriodSeconds", to: "worker.drain", convert: option("worker.drain") },
  none("api.taskTypeFilter", "no counterpart", "The user interface offers all task types."),
];
