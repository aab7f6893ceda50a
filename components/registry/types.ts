import type { ResourceSpec, StorageSpec } from "../kubernetes/resources.ts";

/** Who may use a registry that is made here. */
export type AccessSpec =
  /** Whoever reaches its port; nothing is encrypted. */
  | { readonly mode: "open" }
  /**
   * Whoever shows a certificate of the registry's own authority, over TLS. Another version is another set of
   * certificates, with which members and consumers restart.
   */
  | { readonly mode: "certificates"; readonly version: number };

/** How consumers sign in to a registry that is not ours. */
export type SignIn = "open" | "certificates" | "password";

interface MembersSpec {
  readonly image: string;
  /** 1, or an odd number from 3. */
  readonly members: number;
  readonly storage: StorageSpec;
  readonly resources: ResourceSpec;
  readonly access: AccessSpec;
}

/** Copies of an etcd, one a day. */
export interface SnapshotsSpec {
  /** How many are kept. */
  readonly keep: number;
  /** Time of the day in UTC, "02:30". */
  readonly time: string;
  /** Image with bash and the usual tools, which etcd's own has not: it removes old copies. */
  readonly shellImage: string;
}

/** Where the servers register, elect and lock. */
export type RegistrySpec =
  | (MembersSpec & {
      readonly backend: "zookeeper";
      /** Whether members show metrics to Prometheus. */
      readonly metrics: "on" | "off";
    })
  | (MembersSpec & {
      readonly backend: "etcd";
      /** Undefined makes none. */
      readonly snapshots: SnapshotsSpec | undefined;
    })
  /** Tables in the scheduler's own database. */
  | { readonly backend: "jdbc" }
  | {
      readonly backend: "existing";
      readonly kind: "zookeeper" | "etcd";
      readonly secretName: string;
      readonly port: number;
      readonly cidr: string | undefined;
      /** "password" is etcd's alone. */
      readonly signIn: SignIn;
    };

export type ZookeeperSpec = Extract<RegistrySpec, { backend: "zookeeper" }>;
export type EtcdSpec = Extract<RegistrySpec, { backend: "etcd" }>;
