import type { Rule } from "./rule.ts";

const ofReleases = ["history", "onFailure", "timeout"] as const;

export const deliveryRules: readonly Rule[] = [
  {
    says: "Only a release has a history, a timeout and a way to fail: elsewhere they would be ignored in silence.",
    reads: ["class", "scheduler.delivery"],
    check: ({ settings: { scheduler }, written }) =>
      ofReleases
        .filter((option) => scheduler.delivery !== "release" && written(`scheduler.${option}`))
        .map((option) => ({
          path: `scheduler.${option}`,
          received: `${option} with delivery ${scheduler.delivery}`,
          allowed: "with delivery objects: no further option",
          fix: "Remove it, or write delivery: release.",
        })),
  },
];
