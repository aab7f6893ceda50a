import type { AlertName } from "../alert-names.ts";

/** An alert: what is compared, how bad it is, and what to say. Its page is `docs/runbooks/<name>.md`. */
export interface Alert {
  readonly name: AlertName;
  /** "critical": work stops, or data is in danger, so somebody looks now. "warning": somebody looks today. */
  readonly severity: "critical" | "warning";
  readonly expression: string;
  /** How long it must hold: "10m". */
  readonly for: string;
  /** One line. May hold Go templates such as `{{ $labels.pod }}`; so may the description. */
  readonly summary: string;
  /** What it means and what follows from it. */
  readonly description: string;
}

/** A series that is computed from others, named `level:metric:operations`. */
export interface Recording {
  readonly name: string;
  readonly expression: string;
}

/** Rules that are evaluated one after the other, recordings first. */
export interface RuleGroup {
  readonly name: string;
  readonly recordings: readonly Recording[];
  readonly alerts: readonly Alert[];
}
