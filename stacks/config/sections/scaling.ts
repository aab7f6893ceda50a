import { z } from "zod";
import { option } from "./option.ts";
import { count, duration, namespaceName } from "./text.ts";

const min = count(1, 100, "Fewest replicas.", 2);
const max = count(1, 100, "Most replicas.", 6);

/** Replicas of API and alert servers, by what they use. */
export function autoscaling(more = "") {
  return option(
    z.strictObject({
      min,
      max,
      cpu: count(10, 95, "Average use in percent of the CPU request at which replicas are added.", 70).default(70),
      memory: count(
        10,
        95,
        "The same of the memory request. A Java heap that has grown does not shrink, so this adds and seldom removes.",
        85,
      ).optional(),
    }),
    {
      description: `Lets a HorizontalPodAutoscaler own the number of replicas; \`replicas\` must then be left out.${more}`,
      allowed: "{min, max, cpu, memory}; cpu and memory are average use in percent of the request, cpu 70 if left out",
      example: { min: 2, max: 6, cpu: 70 },
    },
  );
}

const by = { allowed: "hpa, keda", example: "keda" };
const busy = count(10, 100, "Share of `threads` in percent that a worker is to be busy to.", 80).default(80);

export const workerAutoscaling = option(
  z.discriminatedUnion("by", [
    z.strictObject({
      by: option(z.literal("hpa"), { ...by, description: "By the workers' own gauges, through a metrics adapter." }),
      min,
      max,
      busy,
    }),
    z.strictObject({
      by: option(z.literal("keda"), { ...by, description: "By the tasks in the database, through KEDA." }),
      min,
      max,
      busy,
      poll: duration(600, "Time between two looks at the database.", "30s").default(30),
      operatorNamespace: namespaceName("Namespace of KEDA's operator.", "keda").default("keda"),
    }),
  ]),
  {
    description:
      "Lets a scaler own the number of workers; `replicas` must then be left out. `keda` counts the tasks in the " +
      "database, `hpa` asks the workers through a metrics adapter (docs/scaling.md).",
    allowed: "{by: keda, min, max, busy, poll, operatorNamespace} or {by: hpa, min, max, busy}",
    example: { by: "keda", min: 2, max: 8 },
  },
);
