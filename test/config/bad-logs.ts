import { type BadInput, bad, dev, prod } from "./base.ts";

/** Of logs, and of what keeps an environment up. */
export const badLogs: readonly BadInput[] = [
  bad(
    "logs in less room than they need",
    { ...prod, worker: { logs: "30Gi" } },
    "worker.logs.size",
    /Leave the size out, or logs: \{retentionDays: 9\}/,
  ),
  bad(
    "more tasks than a written size holds",
    { ...prod, logs: { tasksPerDay: 900_000 }, master: { logs: { size: "50Gi" } } },
    "master.logs.size",
    /retentionDays: 1\b/,
  ),
  bad(
    "logs of one day that fit nowhere",
    { ...dev, logs: { kilobytesPerTask: 10_000, upkeep: "managed" }, master: { logs: "500Gi" } },
    "worker.logs.size",
    /Leave the size out, or say the real rate/,
  ),
  bad(
    "production with logs on whichever class",
    { ...prod, storage: undefined, worker: { logs: "50Gi" } },
    "storage",
    /storage: gp3/,
  ),
  bad("logs kept for no time", { ...dev, logs: { retentionDays: 0 } }, "logs.retentionDays", /retentionDays: 14/),
  bad("an upkeep that does not exist", { ...dev, logs: { upkeep: "on" } }, "logs.upkeep", /managed/),
  bad("a canary that is nobody", { ...prod, master: { partition: 3 } }, "master.partition", /partition: 2/),
  bad("a canary below zero", { ...prod, worker: { partition: -1 } }, "worker.partition", /partition: 2/),
  bad(
    "priority classes by name",
    { ...prod, availability: { priorityClasses: "high" } },
    "availability.priorityClasses",
    /own/,
  ),
  bad("production with one alert server", { ...prod, alert: { replicas: 1 } }, "alert.replicas", /Write 2 or more/),
];
