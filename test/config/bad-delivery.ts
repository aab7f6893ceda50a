import { type BadInput, bad, dev } from "./base.ts";

const scheduler = (section: Record<string, unknown>) => ({ ...dev, scheduler: section });

export const badDelivery: readonly BadInput[] = [
  bad("a delivery by its tool", scheduler({ delivery: "helm" }), "scheduler.delivery", /"release"/),
  bad("a history of objects", scheduler({ history: 3 }), "scheduler.history", /delivery: release/),
  bad(
    "a timeout of objects",
    scheduler({ delivery: "objects", timeout: "5m" }),
    "scheduler.timeout",
    /delivery: release/,
  ),
  bad(
    "a history without an end, where every revision is a Secret",
    scheduler({ delivery: "release", history: 0 }),
    "scheduler.history",
    /history: 10/,
  ),
  bad(
    "a way to fail that there is not",
    scheduler({ delivery: "release", onFailure: "ignore" }),
    "scheduler.onFailure",
    /"rollback"/,
  ),
];
