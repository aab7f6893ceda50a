import type { AutoscalingSpec, WorkerAutoscalingSpec } from "../autoscaling/types.ts";
import type { EtcdBinding, PostgresBinding, S3Binding, ZookeeperBinding } from "../binding/types.ts";
import type { ResourceSpec } from "../kubernetes/resources.ts";
import type { LogUpkeepSpec } from "../logs/types.ts";
import type { ImageName } from "./images.ts";

/** The four servers of a DolphinScheduler cluster. */
export const serverNames = ["master", "worker", "api", "alert"] as const;
export type ServerName = (typeof serverNames)[number];

/** A volume claim that outlives its pod. Without a class the cluster's default class is used. */
export interface PersistentVolumeSpec {
  readonly kind: "persistent";
  readonly size: string;
  readonly storageClass: string | undefined;
}

/** Storage that goes with the pod. */
export interface EphemeralVolumeSpec {
  readonly kind: "ephemeral";
  readonly sizeLimit: string;
}

export type VolumeSpec = PersistentVolumeSpec | EphemeralVolumeSpec;

export interface Toleration {
  readonly key?: string;
  readonly operator?: "Exists" | "Equal";
  readonly value?: string;
  readonly effect?: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
  readonly tolerationSeconds?: number;
}

/** What all four servers have. Everything is resolved: no optional means "some default elsewhere". */
export interface ServerSpec {
  readonly replicas: number;
  readonly resources: ResourceSpec;
  /** Java heap in MiB (-Xms and -Xmx). */
  readonly heapMiB: number;
  /** Processors that the JVM believes it has (-XX:ActiveProcessorCount). */
  readonly processors: number;
  readonly logs: VolumeSpec;
  /** Seconds from the stop signal to the kill, drain included. */
  readonly gracePeriodSeconds: number;
  readonly env: Readonly<Record<string, string>>;
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly Toleration[];
  readonly priorityClassName: string | undefined;
  readonly podAnnotations: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>>;
  /** Whether two replicas may share a node: "required" forbids it, "preferred" avoids it. */
  readonly spread: "required" | "preferred";
}

/** Masters and workers: pods with ordinals. */
interface StatefulServerSpec extends ServerSpec {
  /** Updates leave pods with a lower ordinal as they are: a canary. 0 updates all. */
  readonly partition: number;
}

export interface MasterSpec extends StatefulServerSpec {
  /** Workflow instances that one master handles at once (MASTER_EXEC_THREADS). */
  readonly execThreads: number;
}

export interface WorkerSpec extends StatefulServerSpec {
  /** Tasks that one worker runs at once. */
  readonly execThreads: number;
  /** Seconds a stopping worker waits for its running tasks before the JVM is told to stop. */
  readonly drainSeconds: number;
  /** Working directories of tasks. */
  readonly data: VolumeSpec;
  /**
   * Who tasks run as. "server": as the worker's own non-root user, no sudo. "os-users": as the tenant's operating
   * system user, which needs root and sudo in the worker container.
   */
  readonly tenants: { readonly mode: "server" } | { readonly mode: "os-users"; readonly reason: string };
  readonly autoscaling: WorkerAutoscalingSpec | undefined;
}

/**
 * api and alert are Deployments: their replicas would share one claim that a single node can attach, so their logs are
 * on the console and in ephemeral storage only.
 */
export interface ApiSpec extends ServerSpec {
  readonly logs: EphemeralVolumeSpec;
  readonly autoscaling: AutoscalingSpec | undefined;
}

export interface AlertSpec extends ServerSpec {
  readonly logs: EphemeralVolumeSpec;
  /** Only one alert server sends what waits in the database; the others take the calls of tasks and stand by. */
  readonly autoscaling: AutoscalingSpec | undefined;
}

export interface Servers {
  readonly master: MasterSpec;
  readonly worker: WorkerSpec;
  readonly api: ApiSpec;
  readonly alert: AlertSpec;
}

export interface ImageSpec {
  /** Registry and organisation, without a trailing slash: "apache" is docker.io/apache. The chart is told these two. */
  readonly registry: string;
  readonly tag: string;
  /** What each pod pulls, in full: with the mirror, the digest, or as somebody overrode it. `harden` sets these. */
  readonly references: Readonly<Record<ImageName, string>>;
  readonly pullPolicy: "IfNotPresent" | "Always" | "Never";
  /** Names of existing Secrets of type kubernetes.io/dockerconfigjson. */
  readonly pullSecrets: readonly string[];
}

/** Jars for all servers that are in none of their images. */
export interface PluginsSpec {
  /** Image with the jars, and with a shell and `cp` (busybox has both). */
  readonly image: string;
  /** Folder of the jars in the image. */
  readonly path: string;
}

/** Where servers find each other: a ZooKeeper, an etcd, or tables in the scheduler's own database. */
export type RegistryBinding =
  | ZookeeperBinding
  | EtcdBinding
  | { readonly type: "jdbc"; readonly database: PostgresBinding };

export interface Bindings {
  readonly database: PostgresBinding;
  readonly objectStore: S3Binding;
  readonly registry: RegistryBinding;
}

/** What a directory or an identity provider needs besides its own. */
interface OutsideLogin {
  readonly url: string;
  /** Secret with what must not be read. */
  readonly secretName: string;
  /** Another text restarts the API servers, which read the Secret at start. */
  readonly revision: string;
}

/** Who decides whether somebody may sign in. */
export type LoginSpec =
  /** The application's own users. */
  | { readonly type: "password" }
  /** A directory. Keys of the Secret: `password`; with a trust store `trust-store` and `trust-store-password` too. */
  | (OutsideLogin & {
      readonly type: "ldap";
      readonly baseDn: string;
      /** Who searches the directory. */
      readonly bindDn: string;
      /** Who is made an administrator at the first login. */
      readonly admin: string;
      readonly identityAttribute: string;
      readonly emailAttribute: string;
      /** What becomes of people whom the application does not know yet. */
      readonly unknownUsers: "create" | "deny";
      /** "secret" trusts the certificates of the Secret's trust store, and for the whole server no others. */
      readonly trustStore: "jvm" | "secret";
    })
  /** Casdoor. Keys of the Secret: `client-secret`, `certificate`. */
  | (OutsideLogin & {
      readonly type: "casdoor";
      readonly clientId: string;
      readonly organization: string;
      readonly application: string;
      readonly redirectUrl: string;
      readonly admin: string;
    })
  /** Any provider of OpenID Connect; `url` is the issuer's. Key of the Secret: `client-secret`. */
  | (OutsideLogin & {
      readonly type: "oidc";
      readonly clientId: string;
      readonly displayName: string;
      readonly userNameAttribute: string;
      readonly groupsClaim: string;
      readonly adminGroups: readonly string[];
      readonly unknownUsers: "create" | "deny";
    });

/** One DolphinScheduler cluster, complete: what is rendered is a pure function of this. */
export interface SchedulerSpec {
  /** Helm release name and prefix of every object. */
  readonly name: string;
  readonly namespace: string;
  /** Application version; must have a data file in `versions/`. */
  readonly version: string;
  readonly image: ImageSpec;
  readonly plugins: PluginsSpec | undefined;
  /** IANA time zone of servers, schedules and database sessions. */
  readonly timezone: string;
  readonly servers: Servers;
  readonly bindings: Bindings;
  /**
   * Secret whose key `salt` goes into stored data source passwords; undefined stores them as they are. Passwords that
   * were stored with another salt cannot be read.
   */
  readonly datasourceSaltSecretName: string | undefined;
  readonly login: LoginSpec;
  /** Undefined leaves the application's own limits, which are larger than most volumes. */
  readonly logs: LogUpkeepSpec | undefined;
}
