import { z } from "zod";
import { option } from "./option.ts";

export const availability = z.strictObject({
  priorityClasses: option(z.enum(["own", "none"]), {
    description:
      "`own`: this stack makes two priority classes for the environment, which needs rights on the whole cluster: one " +
      "for what steers (masters, API and alert servers, backing services), a lower one for workers. A server's " +
      "`priorityClass` wins. `none`: pods have the priority that the cluster gives, or `priorityClass`.",
    allowed: "own, none",
    example: "own",
  }),
});
