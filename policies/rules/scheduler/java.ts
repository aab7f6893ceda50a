import { parseQuantity } from "../../../components/kubernetes/quantity.ts";
import type { Field } from "../../core/field.ts";
import { serverContainers, variable } from "../../core/pods.ts";
import { isServer } from "../../core/roles.ts";
import type { ObjectRule } from "../../core/rule.ts";
import { runningTypes } from "../../core/types.ts";

const text = { pack: "scheduler", star: true, scope: "object", types: runningTypes } as const;

/** Where JVM options stand: the server's own variable, and the JVM's. */
const optionVariables = ["JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"];

function options(container: Field): readonly Field[] {
  return optionVariables.map((name) => variable(container, name)).filter((at) => at.unknown || at.present);
}

/** The largest heap that options ask for, in bytes. */
export function heapBytes(javaOptions: string): number | undefined {
  const sizes = [...javaOptions.matchAll(/(?:-Xmx|-XX:MaxHeapSize=)(\d+)([kKmMgGtT]?)/g)].map(([, size, unit = ""]) => {
    const factor = { "": 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 }[unit.toLowerCase()] ?? Number.NaN;
    return Number(size) * factor;
  });
  // The JVM takes the last.
  return sizes.at(-1);
}

export const jvmHeapFitsMemoryLimit: ObjectRule = {
  ...text,
  id: "jvm-heap-fits-memory-limit",
  title: "The heap fits in the memory limit",
  severity: "high",
  why: "Metaspace, threads and buffers need memory beside the heap. A heap as large as the limit is killed under load, with every task that ran.",
  remediation: "Leave heap out of the stack file, so that it follows the limit, or raise the limit.",
  link: "https://github.com/apache/dolphinscheduler/issues/17429",
  origin: "Chart traps 12 and 13",
  parameters: ["heapShare"],
  evaluate: (object, { parameters: { heapShare } }) => {
    if (!isServer(object.role)) return [];
    return serverContainers(object).flatMap((container) => {
      const memory = container.at("resources", "limits", "memory");
      // Kubernetes takes 1e9 too, which no stack file may say.
      const limit = memory.number ?? parseQuantity(memory.text ?? "");
      if (limit === undefined) return [];
      const most = Math.floor((limit * heapShare) / 2 ** 20);
      return options(container).flatMap((at) => {
        const heap = heapBytes(at.text ?? "");
        if (heap === undefined || heap <= limit * heapShare) return [];
        const received = `-Xmx of ${Math.floor(heap / 2 ** 20)} MiB with a limit of ${Math.floor(limit / 2 ** 20)} MiB`;
        return [{ at, allowed: `at most ${most} MiB`, fix: `Write -Xmx${most}m, or raise the limit.`, received }];
      });
    });
  },
};

export const jvmHeapExplicit: ObjectRule = {
  ...text,
  id: "jvm-heap-explicit",
  title: "The heap is said outright",
  severity: "high",
  why: "The image ends its options with -XX:-UseContainerSupport, so a JVM that is not told sizes itself by its node; the worker's own default is 4 GiB.",
  remediation: "Set JAVA_OPTS with -Xms and -Xmx; the stack file's heap and memory do.",
  link: "https://github.com/apache/dolphinscheduler/issues/17429",
  origin: "Chart traps 12 and 13",
  evaluate: (object) => {
    if (!isServer(object.role)) return [];
    return serverContainers(object).flatMap((container) => {
      const found = options(container);
      if (found.some((at) => at.unknown || heapBytes(at.text ?? "") !== undefined)) return [];
      const at = found[0] ?? variable(container, "JAVA_OPTS");
      const received = "no -Xmx";
      return [{ at, allowed: "options with -Xms and -Xmx", fix: "Set JAVA_OPTS.", received, missing: true }];
    });
  },
};

export const jvmProcessorsExplicit: ObjectRule = {
  ...text,
  id: "jvm-processors-explicit",
  title: "The JVM knows how many processors it has",
  severity: "medium",
  why: "Without container support it counts the node's, and starts as many collector and worker threads: dozens on a limit of two.",
  remediation: "Add -XX:ActiveProcessorCount to JAVA_OPTS.",
  link: "https://github.com/apache/dolphinscheduler/issues/17429",
  origin: "Chart trap 12",
  evaluate: (object) => {
    if (!isServer(object.role)) return [];
    return serverContainers(object).flatMap((container) => {
      const found = options(container);
      if (found.length === 0 || found.some((at) => at.unknown || at.text?.includes("-XX:ActiveProcessorCount=")))
        return [];
      const received = "no -XX:ActiveProcessorCount";
      return found
        .slice(0, 1)
        .map((at) => ({ at, allowed: "a count", fix: "Add -XX:ActiveProcessorCount=<cpu limit>.", received }));
    });
  },
};

export const javaRules = [jvmHeapFitsMemoryLimit, jvmHeapExplicit, jvmProcessorsExplicit];
