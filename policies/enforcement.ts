import type { EnvironmentClass } from "../stacks/config/spec.ts";

/** What a finding does: stops the update, warns, is mended on the way, or nothing. */
export const levels = ["mandatory", "advisory", "remediate", "disabled"] as const;
export type Level = (typeof levels)[number];

interface Enforcement {
  /** For every rule that is not named below. */
  readonly level: Level;
  readonly rules: Readonly<Record<string, Level>>;
}

/** Rules that only a team that has what they ask for should switch on. */
const optIn: Readonly<Record<string, Level>> = {
  // Needs images whose digests somebody looked up.
  "image-digest-pinned": "disabled",
  // Needs priority classes in the cluster.
  "priority-class-set": "disabled",
};

/**
 * How strict rules are in each class of environment. A policy pack tells the engine these as its defaults, so
 * `--policy-pack-config` with `{"<rule>": "advisory"}` overrides them.
 */
export const enforcement: Readonly<Record<EnvironmentClass, Enforcement>> = {
  dev: { level: "advisory", rules: optIn },
  prod: {
    level: "mandatory",
    rules: {
      ...optIn,
      "exemption-unused": "advisory",
      "probes-not-identical": "advisory",
      "read-only-root": "advisory",
      "spread-across-nodes": "advisory",
    },
  },
};

export function levelOf(rule: string, environmentClass: EnvironmentClass): Level {
  const { level, rules } = enforcement[environmentClass];
  return rules[rule] ?? level;
}
