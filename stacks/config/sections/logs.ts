import { z } from "zod";
import { option } from "./option.ts";
import { count } from "./text.ts";

export const logs = z.strictObject({
  upkeep: option(z.enum(["managed", "application"]), {
    description:
      "`managed`: servers' own logs are bounded by their volume, and a container beside masters and workers deletes " +
      "old task logs. `application`: as the images do, which keep 50 GB of their own and task logs for ever.",
    allowed: "managed, application",
    example: "managed",
  }),
  tasksPerDay: count(
    1,
    10_000_000,
    "Tasks that one worker finishes in a day. Sizes the logs of workers, and of masters for a fifth of it, where no " +
      "size is written. Per worker, so that another number of workers is no other size.",
    20_000,
  ),
  kilobytesPerTask: count(1, 1_000_000, "Average length of one task's log in kilobytes.", 100),
  retentionDays: count(
    1,
    3650,
    "Days that log files stay on their volumes. The object store keeps task logs for `objectStore.taskLogDays`.",
    14,
  ),
  format: option(z.enum(["text", "json"]), {
    description: "What servers write to the console where upkeep is `managed`: lines for people, or JSON for machines.",
    allowed: "text, json",
    example: "json",
  }),
});
