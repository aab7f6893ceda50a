import type { ServerName } from "../types.ts";

/** A published weakness of the application. */
export interface Advisory {
  readonly id: string;
  readonly summary: string;
  /** First version without it. */
  readonly fixedIn: string;
  readonly source: string;
}

/** How one server is started, reached and watched inside its container. */
export interface ServerFacts {
  /** Main class: the last argument of the server's `java` process, which is how a stop finds it. */
  readonly mainClass: string;
  /** Port other servers or users call: RPC for master, worker and alert, HTTP for api. */
  readonly port: number;
  /** Port of the actuator. */
  readonly actuatorPort: number;
  /** Path of the actuator, without a trailing slash. */
  readonly actuatorPath: string;
  /** Folder that the server reads its configuration from. */
  readonly configFolder: string;
}

/** Names of `common.properties` keys that take one value of the object store's binding. */
export interface ObjectStoreKeys {
  readonly accessKeyId: readonly string[];
  readonly secretAccessKey: readonly string[];
  readonly region: readonly string[];
  readonly bucket: readonly string[];
  readonly endpoint: readonly string[];
}

/** What is true of one application version; everything else is common to all of them. */
export interface ApplicationVersion {
  readonly version: string;
  /** The last chart that fits: later ones expect images that were never published in their layout. */
  readonly chart: { readonly repository: string; readonly version: string };
  /** "own-image": plugins left the stock images, so `image.registry` must hold images built with them. */
  readonly plugins: "in-image" | "own-image";
  readonly logsFolder: string;
  readonly servers: Readonly<Record<ServerName, ServerFacts>>;
  /** A key reaches a server as the environment variable `environmentName(key)`, which wins over the file. */
  readonly objectStoreKeys: ObjectStoreKeys;
  /** Ways to sign in to the object store that the application knows. */
  readonly objectStoreAuth: readonly ("static-keys" | "instance-profile")[];
  /** Lines of `common.properties` that only this version reads. */
  readonly properties: Readonly<Record<string, string>>;
  /** Who makes the tables of a jdbc registry: the schema itself, or a script of the tools image. */
  readonly jdbcRegistryTables: "schema" | "script";
  /** Variable that bounds the workflow instances of one master; undefined where the version has no such bound. */
  readonly masterThreadsVariable: string | undefined;
  /** Gauges that are all zero on a worker without work. */
  readonly workGauges: readonly string[];
  readonly advisories: readonly Advisory[];
}
