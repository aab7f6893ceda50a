import { cleanerMetrics } from "../../logs/metrics.ts";
import { type Context, matchers } from "../context.ts";
import type { RuleGroup } from "./rule.ts";

/** The cleaners that keep task logs from filling their volumes. */
export function logGroup(context: Context): RuleGroup {
  if (context.watched.logCleaners === "none") return { alerts: [], name: "logs", recordings: [] };
  const here = matchers(context, "log-cleaner");
  const { lastPass, limitBytes, taskLogBytes } = cleanerMetrics;
  return {
    alerts: [
      {
        description: "It last went over the task logs {{ $value | humanizeDuration }} ago, so their volume fills.",
        expression: `time() - (${lastPass}{${here}} > 0) > 2 * 3600`,
        for: "10m",
        name: "DolphinLogCleanerStopped",
        severity: "warning",
        summary: "The log cleaner of {{ $labels.pod }} stopped.",
      },
      {
        description: "They take {{ $value | humanizePercentage }} of what they may: all that is left is young or open.",
        expression: `${taskLogBytes}{${here}} / ${limitBytes}{${here}} > 1`,
        for: "1h",
        name: "DolphinLogsOverLimit",
        severity: "warning",
        summary: "Task logs of {{ $labels.pod }} grow faster than they may.",
      },
    ],
    name: "logs",
    recordings: [],
  };
}
