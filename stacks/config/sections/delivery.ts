import { z } from "zod";
import { option } from "./option.ts";
import { count, duration } from "./text.ts";

/** How the scheduler comes into the cluster. */
export const scheduler = z.strictObject({
  delivery: option(z.enum(["objects", "release"]), {
    description:
      "`objects`: each object of the chart is a resource, so that previews, policies and drift detection see it. " +
      "`release`: all of them are one Helm release, with `helm history` and `helm rollback`. In an environment that " +
      "runs, `dolphinpod move` changes it; see docs/deliveries.md.",
    allowed: "objects, release",
    example: "release",
  }),
  history: count(1, 1000, "Revisions that Helm keeps of a release.", 10),
  timeout: duration(
    86_400,
    "Time that Helm waits for a release. Left out, as long as the slowest server takes to replace its pods one by one.",
    "30m",
  ).optional(),
  onFailure: option(z.enum(["rollback", "stop"]), {
    description:
      "`rollback`: Helm takes a failed update back by itself, and removes a failed installation. `stop`: what failed " +
      "is left to be looked at.",
    allowed: "rollback, stop",
    example: "rollback",
  }),
});
