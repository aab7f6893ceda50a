import type { LoginSpec, ServerName } from "../types.ts";
import type { TaskQueue } from "./database.ts";
import type { ApplicationMeter } from "./meters.ts";

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

export type ObjectStoreAuth = "static-keys" | "instance-profile";

/** How a server's `start.sh` makes its class path, and so where a further jar can go. */
export type ClassPath =
  /** `<home>/libs/*` alone, where `home` is the variable DOLPHINSCHEDULER_HOME, which is the image's folder here. */
  | { readonly kind: "home"; readonly home: string }
  /** Also `<folder>/<group>/*` for some groups, of which one is named for jars that say no group. */
  | { readonly kind: "folders"; readonly folder: string; readonly groups: Readonly<Record<ServerName, string>> };

/** What the version's servers show to Prometheus beside what every version does. Use it through `metrics.ts`. */
export interface MetricFacts {
  /** The application's own meters that are registered and used. */
  readonly meters: readonly ApplicationMeter[];
  /** Values of the label `state` of `ds_workflow_instance_count_total`; undefined where nothing counts workflows. */
  readonly workflowStates:
    | { readonly succeeded: string; readonly failed: string; readonly others: readonly string[] }
    | undefined;
}

/** What is true of one application version; everything else is common to all of them. */
export interface ApplicationVersion {
  readonly version: string;
  /** The last chart that fits: later ones expect images that were never published in their layout. */
  readonly chart: { readonly repository: string; readonly version: string };
  /** "own-image": plugins left the stock images, so `image.registry` must hold images built with them. */
  readonly plugins: "in-image" | "own-image";
  /** Classifier of the Maven artifacts that hold a plugin with its dependencies; undefined where the images hold all. */
  readonly pluginClassifier: string | undefined;
  readonly classPath: ClassPath;
  readonly logsFolder: string;
  readonly servers: Readonly<Record<ServerName, ServerFacts>>;
  /** A key reaches a server as the environment variable `environmentName(key)`, which wins over the file. */
  readonly objectStoreKeys: ObjectStoreKeys;
  /** Ways to sign in to the object store that the application knows, each with its lines of `common.properties`. */
  readonly objectStoreAuth: Readonly<Partial<Record<ObjectStoreAuth, Readonly<Record<string, string>>>>>;
  /** Ways for people to sign in that the API server knows. */
  readonly logins: readonly LoginSpec["type"][];
  /** Who makes the tables of a jdbc registry: the schema itself, or a script of the tools image. */
  readonly jdbcRegistryTables: "schema" | "script";
  /** Variable that bounds the workflow instances of one master; undefined where its load protection alone bounds it. */
  readonly masterThreadsVariable: string | undefined;
  /** Variable for how many tasks a worker runs at once. */
  readonly workerThreadsVariable: string;
  /** Gauges that are all zero on a worker without work. */
  readonly workGauges: readonly string[];
  readonly metrics: MetricFacts;
  readonly taskQueue: TaskQueue;
  readonly advisories: readonly Advisory[];
}
