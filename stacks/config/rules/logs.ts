import { logShares, logVolumeSize, taskLogBytes } from "../../../components/logs/sizes.ts";
import { type LoggingServer, loggingServers, taskRate } from "../build-logs.ts";
import { isProduction, type Rule, rule } from "./rule.ts";

function volumeHoldsLogs(server: LoggingServer): Rule {
  return rule(
    "A size of `logs` that is written holds the task logs that `logs` of the environment promises to keep.",
    [`${server}.logs`, "logs.upkeep", "logs.tasksPerDay", "logs.kilobytesPerTask", "logs.retentionDays"],
    ({ settings }) => {
      const { kind, size } = settings[server].logs;
      const rate = taskRate(settings, server);
      if (settings.logs.upkeep !== "managed" || kind === "ephemeral" || size === undefined) return undefined;
      const room = logShares(size, "server-and-tasks").taskLogs;
      if (room >= taskLogBytes(rate)) return undefined;
      const { kilobytesPerTask, retentionDays, tasksPerDay } = rate;
      const days = Math.floor(room / taskLogBytes({ ...rate, retentionDays: 1 }));
      const fewer = days > 0 ? `, or logs: {retentionDays: ${days}}` : "";
      return {
        path: `${server}.logs.size`,
        received: `${size} for ${tasksPerDay} tasks a day of ${kilobytesPerTask} kB, kept for ${retentionDays} days`,
        allowed: `at least ${logVolumeSize(rate)} for that: task logs, 10Gi of the server's own, and a fifth free`,
        fix: `Leave the size out${fewer}, or say the real rate in logs: {tasksPerDay, kilobytesPerTask}.`,
      };
    },
  );
}

const productionNamesItsClass = rule(
  "Class prod names the storage class of its logs: `storage`, or `storageClass` of a server's `logs`.",
  ["class", "storage", ...loggingServers.map((server) => `${server}.logs`)],
  (facts) => {
    const { settings } = facts;
    const unnamed = loggingServers.filter((server) => {
      const { logs } = settings[server];
      return logs.kind === "persistent" && (logs.storageClass ?? settings.storage) === undefined;
    });
    if (!isProduction(facts) || unnamed.length === 0) return undefined;
    return {
      path: "storage",
      received: `nothing, for the logs of ${unnamed.join(" and ")}`,
      allowed: "a storage class: the cluster's default is somebody else's to change, and a claim keeps what it got",
      fix: "Write for example storage: gp3, or logs: {storageClass: gp3} for each of them.",
    };
  },
);

export const logRules: readonly Rule[] = [...loggingServers.map(volumeHoldsLogs), productionNamesItsClass];
