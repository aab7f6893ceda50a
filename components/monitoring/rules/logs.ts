import { cleanerMetrics } from "../../logs/metrics.ts";
import { type Context, matchers } from "../context.ts";
import type { RuleGroup } from "./rule.ts";

/** How many times as long as a pass takes it may be until the next one ends (components/logs/cleaner-script.ts). */
const pauses = 10;

/** The cleaners that keep task logs from filling their volumes. */
export function logGroup(context: Context): RuleGroup {
  if (context.watched.logCleaners === "none") return { alerts: [], name: "logs", recordings: [] };
  const here = matchers(context, "log-cleaner");
  const { lastPass, limitBytes, passSeconds, taskLogBytes } = cleanerMetrics;
  const rests = `${pauses} * ${passSeconds}{${here}} + 2 * 3600`;
  const stopped = [`time() - (${lastPass}{${here}} > 0) > ${rests}`, `${lastPass}{${here}} == 0`, `up{${here}} == 0`];
  return {
    alerts: [
      {
        description: "It does not answer, or has not gone over the task logs for too long, so their volume fills.",
        expression: stopped.join("\nor\n"),
        for: "30m",
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
