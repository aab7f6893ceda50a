import type { ServerName } from "../scheduler/types.ts";
import { type ApplicationVersion, applicationVersion } from "../scheduler/versions/index.ts";
import { hasMeter, type MeterName, meterOf } from "../scheduler/versions/metrics.ts";
import type { MonitoringSpec, Watched } from "./types.ts";

/** Backing services that are scraped where they are in the namespace. */
export type BackingName = "database" | "registry" | "object-store";

/** Everything that is scraped, by the name that its monitor and its label `job` end with. */
export type ComponentName = ServerName | BackingName | "log-cleaner";

/** Value of the label `job` that the scrape of a component sets. */
export function jobOf(instance: string, component: ComponentName): string {
  return `${instance}-${component}`;
}

/** What a rule may ask. */
export interface Context {
  readonly watched: Watched;
  readonly spec: MonitoringSpec;
  readonly version: ApplicationVersion;
}

export function contextOf(watched: Watched, spec: MonitoringSpec): Context {
  return { spec, version: applicationVersion(watched.version), watched };
}

/** The matchers that select one component's series of this environment: `namespace="...", job="..."`. */
export function matchers({ watched }: Context, component: ComponentName): string {
  return `namespace="${watched.namespace}", job="${jobOf(watched.instance, component)}"`;
}

/** Names of every cert-manager Certificate that the environment has. */
export function certificatesOf({ certificate, registry }: Watched): readonly string[] {
  return [...(certificate === undefined ? [] : [certificate]), ...Object.values(registry?.certificates ?? {})];
}

/** Series of a meter that the version has, of one server: `name{namespace="...", job="...", more}`. */
export function series(context: Context, server: ServerName, name: MeterName, ending: Ending = "", more = ""): string {
  const meter = meterOf(context.version, name);
  return `${meter}${ending}{${matchers(context, server)}${more && `, ${more}`}}`;
}

/** What a timer or a histogram ends with. */
export type Ending = "" | "_count" | "_sum" | "_max" | "_bucket";

export function has({ version }: Context, name: MeterName): boolean {
  return hasMeter(version, name);
}

/** `job=~"..."` of several servers. */
export function jobs({ watched }: Context, servers: readonly ServerName[]): string {
  const components = servers.join("|");
  return `namespace="${watched.namespace}", job=~"${watched.instance}-(${components})"`;
}
