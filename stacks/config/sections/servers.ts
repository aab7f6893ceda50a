import { z } from "zod";
import { option } from "./option.ts";
import { bytes, cpu, heap, logVolume, memory, volume } from "./quantities.ts";
import { autoscaling, workerAutoscaling } from "./scaling.ts";
import {
  annotations,
  count,
  duration,
  environmentVariables,
  labels,
  matching,
  nodeLabels,
  objectName,
  reason,
} from "./text.ts";

const toleration = z
  .strictObject({
    key: matching(/^[A-Za-z0-9][-\w./]{0,252}$/).exactOptional(),
    operator: z.enum(["Exists", "Equal"]).exactOptional(),
    value: matching(/^[-\w.]{0,63}$/).exactOptional(),
    effect: z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]).exactOptional(),
    tolerationSeconds: z.exactOptional(count(0, 86_400, "Seconds that a pod stays on a tainted node.", 300)),
  })
  .refine((it) => it.key !== undefined || it.operator === "Exists")
  .refine((it) => it.operator !== "Exists" || it.value === undefined)
  .refine((it) => it.tolerationSeconds === undefined || it.effect === "NoExecute");

/** Masters and workers are StatefulSets: each pod has claims of its own. */
const persistentLogs = logVolume(
  "Log files of one server. Class prod keeps them on a persistent volume; a size that is left out follows from the section `logs`.",
);

/** API and alert servers are Deployments, whose pods would share one claim that a single node can attach. */
const ephemeralLogs = option(bytes(100), {
  description: "Room for log files. They go with the pod; the console has them too.",
  allowed: "bytes with a unit such as Gi, at least 100Mi",
  example: "5Gi",
  hint: "bytes",
});

/** Options that all four servers have. */
function server(whose: string) {
  return {
    replicas: count(1, 100, `Number of ${whose}s.`, 3),
    cpu: cpu(`one ${whose}`),
    memory: memory(`one ${whose}`, 512),
    heap: heap().optional(),
    env: environmentVariables("More environment variables. Never a secret, and none that an option here already sets."),
    nodeSelector: nodeLabels("Labels of the nodes that may run it.", { "kubernetes.io/arch": "amd64" }),
    tolerations: option(z.array(toleration), {
      description: "Node taints it tolerates.",
      allowed: "a list of {key, operator, value, effect, tolerationSeconds} as Kubernetes has it",
      example: [{ key: "dedicated", operator: "Equal", value: "etl", effect: "NoSchedule" }],
    }),
    priorityClass: objectName("Priority class of its pods.", "batch-critical").optional(),
    annotations: annotations("Annotations of its pods."),
    labels: labels("Labels of its pods, besides our own.", { team: "data" }),
    spread: option(z.enum(["required", "preferred"]), {
      description: "Whether two replicas may share a node: `required` forbids it, `preferred` avoids it.",
      allowed: "required, preferred",
      example: "preferred",
    }),
  };
}

const tenantMode = { allowed: "server, os-users", example: "server" };

const tenants = option(
  z.preprocess(
    (value) => (typeof value === "string" ? { mode: value } : value),
    z.discriminatedUnion("mode", [
      z.strictObject({
        mode: option(z.literal("server"), { ...tenantMode, description: "Tasks run as the worker's own user." }),
      }),
      z.strictObject({
        mode: option(z.literal("os-users"), {
          ...tenantMode,
          description: "Tasks run as the tenant's operating system user; needs root and sudo in the worker.",
        }),
        reason: reason("Tasks of two departments must not read each other's files."),
      }),
    ]),
  ),
  {
    description:
      "Who tasks run as. `os-users` needs root and sudo in the worker, lowers the namespace to the baseline " +
      "Pod Security Standard and so needs a reason.",
    allowed: "server, or {mode: os-users, reason: ...}",
    example: { mode: "os-users", reason: "Tasks of two departments must not read each other's files." },
    shorthand: { type: "string", enum: ["server"] },
  },
);

const partition = count(
  0,
  99,
  "Updates leave pods with a lower ordinal as they are: a canary is one less than `replicas`. 0 updates all.",
  2,
);

export const master = z.strictObject({
  ...server("master"),
  logs: persistentLogs,
  partition,
  threads: count(1, 1000, "Workflow instances that one master handles at once (MASTER_EXEC_THREADS).", 100),
});

export const worker = z.strictObject({
  ...server("worker"),
  logs: persistentLogs,
  partition,
  threads: count(1, 1000, "Tasks that one worker runs at once.", 100),
  drain: duration(
    86_400,
    "How long a stopping worker waits for its running tasks; from 3.3 on it waits all of it, also without a task. The " +
      "pod's grace period is this and 60 seconds.",
    "10m",
  ),
  data: volume("Working directories of tasks."),
  tenants,
  autoscaling: workerAutoscaling.optional(),
});

export const api = z.strictObject({
  ...server("API server"),
  logs: ephemeralLogs,
  autoscaling: autoscaling().optional(),
});

export const alert = z.strictObject({
  ...server("alert server"),
  logs: ephemeralLogs,
  autoscaling: autoscaling(
    " Only one alert server sends what waits in the database; the others take the calls of tasks and stand by.",
  ).optional(),
});
