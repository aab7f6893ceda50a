import type { ServerName } from "../../scheduler/types.ts";
import type { MeterName } from "../../scheduler/versions/metrics.ts";
import { meterOf } from "../../scheduler/versions/metrics.ts";
import type { ComponentName, Context, Ending } from "../context.ts";

/**
 * Matchers of some components' series. They name Grafana's variables and not this environment, so that one can look at
 * another namespace without leaving the dashboard.
 */
export function chosen(components: readonly ComponentName[], more = ""): string {
  return `{namespace="$namespace", ${jobMatcher(components)}, pod=~"$instance"${more && `, ${more}`}}`;
}

export function jobMatcher(components: readonly ComponentName[]): string {
  return components.length === 1 ? `job=~".+-${components[0]}"` : `job=~".+-(${components.join("|")})"`;
}

/** Series of a meter that the version has: `name{...}` of the chosen pods. */
export function meter(context: Context, server: ServerName | readonly ServerName[], name: MeterName, more?: Detail) {
  const { ending = "", matchers = "" } = more ?? {};
  const servers = typeof server === "string" ? [server] : server;
  return `${meterOf(context.version, name)}${ending}${chosen(servers, matchers)}`;
}

export interface Detail {
  readonly ending?: Ending;
  readonly matchers?: string;
}

/** A second's increase, over a window that Grafana fits to the scrape and the zoom. */
export const rate = (selector: string): string => `rate(${selector}[$__rate_interval])`;

export const sumBy = (label: string, expression: string): string => `sum by (${label}) (${expression})`;

/** What one event took on average, of a timer or a histogram. */
export function average(of: (ending: "_count" | "_sum") => string, label: string): string {
  return `${sumBy(label, rate(of("_sum")))} / ${sumBy(label, rate(of("_count")))}`;
}

/** What 95 of 100 events stayed under, of a histogram. */
export function p95(of: (ending: "_bucket") => string, label: string): string {
  return `histogram_quantile(0.95, ${sumBy(`le, ${label}`, rate(of("_bucket")))})`;
}
