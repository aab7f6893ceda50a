import type { AlertName } from "../../../components/monitoring/alert-names.ts";
import type { World } from "../watched.ts";

/** Samples by series, in promtool's notation: "0+60x30" is 31 samples, each 60 more than the last. */
export type Samples = Readonly<Record<string, string>>;

export interface AlertCase {
  readonly alert: AlertName;
  readonly world: World;
  /** When it is looked at: "20m". */
  readonly at: string;
  /** Time between samples, and between looks; a minute when left out. */
  readonly every?: string;
  readonly fires: {
    readonly samples: Samples;
    /** Labels of the alert, besides its name and severity. */
    readonly labels: Readonly<Record<string, string>>;
    /** What `$value` reads like in the description, where that shows it. */
    readonly value?: string;
  };
  /** Each of these keeps it quiet. */
  readonly quiet: readonly Samples[];
}

/** Labels of one pod's series, as text and as a record. */
export function pod(component: string, ordinal = 0) {
  const labels = { namespace: "data", job: `ds-${component}`, pod: `ds-${component}-${ordinal}` };
  return { labels, text: text(labels) };
}

export function text(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(", ");
}

/** What is left when series of one component are added up. */
export const component = (name: string) => ({ namespace: "data", job: `ds-${name}` });
