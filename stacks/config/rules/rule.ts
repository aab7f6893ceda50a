import type { ApplicationVersion } from "../../../components/scheduler/versions/index.ts";
import type { Digests } from "../images.ts";
import type { Problem } from "../problems.ts";
import type { Settings } from "../schema.ts";

/** What a rule may look at. */
export interface Facts {
  readonly settings: Settings;
  /** What is known of the application version. */
  readonly version: ApplicationVersion;
  readonly digests: Digests;
  /** The moment of the run in ISO 8601; its first ten characters are the day. */
  readonly now: string;
  /** Whether the stack file itself says this option ("worker.replicas"). */
  readonly written: (option: string) => boolean;
}

/** A check that no single option can make alone. */
export interface Rule {
  /** The rule in one sentence, for docs/configuration.md. */
  readonly says: string;
  /** Options it looks at: while one of them is wrong by itself, the rule keeps quiet. */
  readonly reads: readonly string[];
  readonly check: (facts: Facts) => readonly Problem[];
}

/** A rule with at most one finding. */
export function rule(says: string, reads: readonly string[], check: (facts: Facts) => Problem | undefined): Rule {
  return {
    says,
    reads,
    check: (facts) => {
      const problem = check(facts);
      return problem ? [problem] : [];
    },
  };
}

export function isProduction({ settings }: Facts): boolean {
  return settings.class === "prod";
}
