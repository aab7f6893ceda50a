import { type ApplicationMeter, applicationMeters, commonMeters, type Meter, type MeterName } from "./meters.ts";
import type { ApplicationVersion } from "./types.ts";

export type { Meter, MeterKind, MeterName } from "./meters.ts";

const meters: Readonly<Record<MeterName, Meter>> = { ...commonMeters, ...applicationMeters };

/** Whether a version has a meter, and it moves. */
export function hasMeter({ metrics }: ApplicationVersion, name: MeterName): boolean {
  return Object.hasOwn(commonMeters, name) || metrics.meters.includes(name as ApplicationMeter);
}

/**
 * The name of a meter that the version has, for use in a query: alerts and dashboards name the application's metrics
 * through this alone.
 *
 * @throws Error for a meter that the version lacks: a query on it would be silent for ever.
 */
export function meterOf(version: ApplicationVersion, name: MeterName): MeterName {
  if (hasMeter(version, name)) return name;
  throw new Error(
    `metric ${name}: ${version.version} does not have it, so a query on it is always empty; it has ` +
      `${version.metrics.meters.join(", ")}. Ask hasMeter first, or leave the query out for this version.`,
  );
}

/** Every time series name that the version's servers show, sorted: what a query may name. */
export function seriesOf(version: ApplicationVersion): readonly string[] {
  return Object.entries(meters)
    .filter(([name]) => hasMeter(version, name as MeterName))
    .flatMap(([name, { kind }]) => endings[kind].map((ending) => `${name}${ending}`))
    .sort();
}

const endings: Readonly<Record<Meter["kind"], readonly string[]>> = {
  counter: [""],
  gauge: [""],
  timer: ["_count", "_max", "_sum"],
  histogram: ["", "_bucket", "_count", "_max", "_sum"],
};

/** The meter itself: who shows it, with which labels. */
export function meter(name: MeterName): Meter {
  return meters[name];
}
