import { serverNames } from "../../scheduler/types.ts";
import type { MeterName } from "../../scheduler/versions/metrics.ts";
import type { Context } from "../context.ts";
import { type Dashboard, graph, type Panel, parts } from "./model.ts";
import { average, meter, rate, sumBy } from "./queries.ts";

/** The Java virtual machines of all servers. */
export function jvm(context: Context): Dashboard {
  return {
    components: serverNames,
    description: "Memory, garbage collection, threads and files of every server's Java virtual machine.",
    name: "jvm",
    rows: [
      { panels: memory(context), title: "Memory" },
      { panels: collection(context), title: "Garbage collection" },
      { panels: process(context), title: "Process" },
    ],
    title: "JVM",
  };
}

const of = (context: Context, name: MeterName, matchers = "") => meter(context, serverNames, name, { matchers });

function memory(context: Context): Panel[] {
  const used = sumBy("pod", of(context, "jvm_memory_used_bytes", 'area="heap"'));
  // A pool without a limit of its own says -1.
  const max = sumBy("pod", `${of(context, "jvm_memory_max_bytes", 'area="heap"')} > 0`);
  return [
    graph(
      "Heap in use",
      "Share of the heap that is in use. It rises and falls; what stays high is a leak or too small.",
      {
        alerts: ["DolphinHeapFull"],
        limit: { bad: "above", value: context.spec.thresholds.heapShare },
        queries: [{ expression: `${used} / ${max}`, legend: "{{pod}}" }],
        unit: "percentunit",
      },
    ),
    graph("Heap", "Bytes of the heap in use.", { queries: [{ expression: used, legend: "{{pod}}" }], unit: "bytes" }),
    graph(
      "Beside the heap",
      "Classes, compiled code and buffers: the part of the container's memory that is no heap.",
      {
        queries: [
          { expression: sumBy("pod", of(context, "jvm_memory_committed_bytes", 'area="nonheap"')), legend: "{{pod}}" },
        ],
        unit: "bytes",
      },
    ),
  ];
}

function collection(context: Context): Panel[] {
  const pause = (ending: "_sum" | "_count" | "_max") => meter(context, serverNames, "jvm_gc_pause_seconds", { ending });
  return [
    graph("Time standing still", "Share of the time for which a server does nothing but collect garbage.", {
      alerts: ["DolphinGarbageCollection"],
      limit: { bad: "above", value: context.spec.thresholds.gcShare },
      queries: [{ expression: sumBy("pod", rate(pause("_sum"))), legend: "{{pod}}" }],
      unit: "percentunit",
    }),
    graph(
      "Pauses",
      "The mean and the longest pause. Pauses of seconds look to other servers as if this one were lost.",
      {
        queries: [
          { expression: average((ending) => pause(ending), "pod"), legend: "{{pod}} mean" },
          { expression: `max by (pod) (${pause("_max")})`, legend: "{{pod}} longest" },
        ],
        unit: "s",
      },
    ),
    graph("Allocation", "Bytes that are allocated in a second: what garbage collection has to keep up with.", {
      queries: [
        { expression: sumBy("pod", rate(of(context, "jvm_gc_memory_allocated_bytes_total"))), legend: "{{pod}}" },
      ],
      unit: "bytes",
    }),
  ];
}

function process(context: Context): Panel[] {
  return [
    graph("Processors", "Share of the processors that each JVM was given which it uses.", {
      queries: [{ expression: of(context, "process_cpu_usage"), legend: "{{pod}}" }],
      unit: "percentunit",
    }),
    graph("Threads", "Live threads. A number that only rises is a leak.", {
      queries: [{ expression: of(context, "jvm_threads_live_threads"), legend: "{{pod}}" }],
      unit: "short",
    }),
    graph("Open files", "Share of the files and connections that it may open which are open.", {
      alerts: ["DolphinOpenFiles"],
      limit: { bad: "above", value: 0.8 },
      queries: [
        {
          expression: `${of(context, "process_files_open_files")} / ${of(context, "process_files_max_files")}`,
          legend: "{{pod}}",
        },
      ],
      unit: "percentunit",
    }),
    graph("Time since start", "A line that falls is a restart. Many in a row are a crash loop.", {
      alerts: ["DolphinServerRestarting"],
      queries: [{ expression: of(context, "process_uptime_seconds"), legend: "{{pod}}" }],
      unit: "s",
    }),
    parts("Lines logged", "Lines of level warn and error of each server, in a second.", {
      queries: [
        {
          expression: `sum by (pod, level) (${rate(of(context, "logback_events_total", 'level=~"warn|error"'))})`,
          legend: "{{pod}} {{level}}",
        },
      ],
      unit: "ops",
    }),
  ];
}
