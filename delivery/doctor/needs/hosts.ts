import type { EnvironmentSpec } from "../../../stacks/config/index.ts";

/** A host whose name must lead somewhere. */
export interface NeededHost {
  /** "the user interface" */
  readonly what: string;
  readonly option: string;
  readonly host: HostName;
  /** Who looks the name up: this machine when it previews, people's browsers, or pods, whose DNS may know more. */
  readonly by: "this machine" | "browsers" | "pods";
}

/** A name, or the key of a Secret in the stack's namespace that holds a name or an address with one. */
export type HostName = string | { readonly secret: string; readonly key: string };

/** Hosts outside of the environment that it talks to, or is found by. */
export function hostsOf(spec: EnvironmentSpec): readonly NeededHost[] {
  const { chart, ingress, login } = spec;
  return [
    { what: "the chart's registry", option: "chart", host: hostIn(chart.repository), by: "this machine" },
    ...(ingress
      ? [{ what: "the user interface", option: "ingress.host", host: ingress.host, by: "browsers" } as const]
      : []),
    ...(login.type === "password"
      ? []
      : [{ what: "the sign-in", option: "login.url", host: hostIn(login.url), by: "pods" } as const]),
    ...databaseHosts(spec),
    ...objectStoreHosts(spec),
  ];
}

function databaseHosts({ database }: EnvironmentSpec): readonly NeededHost[] {
  if (database.backend === "existing") {
    const host = { secret: database.secretName, key: "host" };
    return [{ what: "the database", option: "database.secretName", host, by: "pods" }];
  }
  if (database.backend !== "cloudnative-pg" || database.backups.store.kind === "own") return [];
  const { endpoint } = database.backups.store;
  if (endpoint === undefined) return [];
  return [{ what: "the backups", option: "database.backups.endpoint", host: hostIn(endpoint), by: "pods" }];
}

function objectStoreHosts({ aws, objectStore }: EnvironmentSpec): readonly NeededHost[] {
  const what = "the object store";
  if (objectStore.backend === "existing") {
    const host = { secret: objectStore.secretName, key: "endpoint" };
    return [{ what, option: "objectStore.secretName", host, by: "pods" }];
  }
  if (objectStore.backend !== "s3" || aws === undefined) return [];
  return [{ what, option: "objectStore", host: `s3.${aws.region}.amazonaws.com`, by: "pods" }];
}

/** The host of an address, or the text itself where it is no address. */
export function hostIn(address: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:]*)/i.exec(address)?.[1] ?? address;
}
