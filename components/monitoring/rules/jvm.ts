import { serverNames } from "../../scheduler/types.ts";
import { type Context, jobs } from "../context.ts";
import type { RuleGroup } from "./rule.ts";

export const heapShare = "dolphinscheduler:jvm_heap_used:ratio";
export const gcShare = "dolphinscheduler:jvm_gc_pause:ratio_rate5m";

/** The Java virtual machines of all servers. A pool without a limit of its own says -1. */
export function jvmGroup(context: Context): RuleGroup {
  const here = jobs(context, serverNames);
  const { thresholds } = context.spec;
  const by = "sum by (namespace, job, pod)";
  return {
    alerts: [
      {
        description:
          "{{ $value | humanizePercentage }} of the heap stays in use. When nothing is left the server is killed, and " +
          "others take over its work.",
        expression: `min_over_time(${heapShare}{${here}}[5m]) > ${thresholds.heapShare}`,
        for: "10m",
        name: "DolphinHeapFull",
        severity: "warning",
        summary: "{{ $labels.pod }} is about to run out of memory.",
      },
      {
        description: "It stands still {{ $value | humanizePercentage }} of the time, so calls to it time out.",
        expression: `${gcShare}{${here}} > ${thresholds.gcShare}`,
        for: "10m",
        name: "DolphinGarbageCollection",
        severity: "warning",
        summary: "{{ $labels.pod }} is busy collecting garbage.",
      },
      {
        description: "{{ $value | humanizePercentage }} of the files and connections that it may open are open.",
        expression: `process_files_open_files{${here}} / process_files_max_files{${here}} > 0.8`,
        for: "10m",
        name: "DolphinOpenFiles",
        severity: "warning",
        summary: "{{ $labels.pod }} is about to run out of file descriptors.",
      },
    ],
    name: "jvm",
    recordings: [
      {
        expression: `${by} (jvm_memory_used_bytes{${here}, area="heap"}) / ${by} (jvm_memory_max_bytes{${here}, area="heap"} > 0)`,
        name: heapShare,
      },
      { expression: `${by} (rate(jvm_gc_pause_seconds_sum{${here}}[5m]))`, name: gcShare },
    ],
  };
}
