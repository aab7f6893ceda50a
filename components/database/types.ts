import type { ResourceSpec, StorageSpec } from "../kubernetes/resources.ts";

export type SslMode = "disable" | "require" | "verify-ca" | "verify-full";

/** Where the certificates come from that the server's must lead to, in PEM form. */
export type CaBundleSpec =
  /** A ConfigMap that is in the namespace already. */
  | { readonly kind: "config-map"; readonly name: string; readonly key: string }
  /** A file of the project; a ConfigMap is made of it. */
  | { readonly kind: "file"; readonly path: string };

/** One StatefulSet of the official image, for trying out: no replica, no backup. */
export interface InClusterSpec {
  readonly backend: "in-cluster";
  readonly image: string;
  readonly database: string;
  readonly username: string;
  /** Another number is another generated password. */
  readonly passwordVersion: number;
  readonly storage: StorageSpec;
  readonly resources: ResourceSpec;
  /** Image of postgres_exporter, which shows the server's metrics; undefined shows none. */
  readonly exporterImage: string | undefined;
}

export interface ExistingDatabaseSpec {
  readonly backend: "existing";
  /** Secret in the form of the Service Binding Specification, made by somebody else in the namespace. */
  readonly secretName: string;
  /** Another number restarts the consumers, which read the Secret at start. */
  readonly passwordVersion: number;
  readonly sslMode: SslMode;
  /** What "verify-ca" and "verify-full" verify with. */
  readonly caBundle: CaBundleSpec | undefined;
  readonly port: number;
  /** Address range of the server, for the network policy; undefined allows any address on the port. */
  readonly cidr: string | undefined;
}

/** One PostgreSQL instance of Amazon RDS with a standby. Connections are always encrypted and verified. */
export interface RdsSpec {
  readonly backend: "rds";
  /** Identifier of the instance in AWS. Another one is another instance: see `restoreFrom`. */
  readonly instance: string;
  /** Major version. Minor versions are AWS's, in the maintenance window. */
  readonly engineVersion: string;
  /** "refuse" lets AWS reject a change of `engineVersion`, because nothing leads back from it. */
  readonly majorUpgrade: "refuse" | "allow";
  readonly instanceClass: string;
  readonly database: string;
  readonly username: string;
  /** Another number is another generated password. */
  readonly passwordVersion: number;
  /** GiB that the instance starts with. */
  readonly storageGiB: number;
  /** GiB that it may grow to by itself. */
  readonly storageLimitGiB: number;
  readonly availability: "multi-az" | "single-az";
  /** Days that one can go back to any second of. */
  readonly backupDays: number;
  /** Every day, in UTC: "01:00-02:00". */
  readonly backupWindow: string;
  /** Every week, in UTC: "sun:03:00-sun:04:00". */
  readonly maintenanceWindow: string;
  readonly vpc: string;
  /** At least two, in different availability zones, none of them public. */
  readonly subnets: readonly string[];
  /** Security group of the cluster's nodes or pods: the only one that is let in. */
  readonly clusterSecurityGroup: string;
  readonly caBundle: CaBundleSpec;
  /** Address range of the subnets, for the network policy; undefined allows any address on the port. */
  readonly cidr: string | undefined;
  readonly restoreFrom: RestoreSpec | undefined;
}

/** A second instance beside the first, made from what the first one (or another) was at some time. */
export interface RestoreSpec {
  readonly from:
    | { readonly kind: "snapshot"; readonly snapshot: string }
    /** `time` in ISO 8601, UTC; `source` is an instance whose automated backups reach back to it. */
    | { readonly kind: "point-in-time"; readonly time: string; readonly source: string };
  /** Which of the two the scheduler uses. */
  readonly serve: "original" | "restored";
}

/** Instances of PostgreSQL that the operator CloudNativePG runs in the namespace. Connections are always verified. */
export interface CloudNativePgSpec {
  readonly backend: "cloudnative-pg";
  /** Image of CloudNativePG with Barman Cloud, by a tag that begins with PostgreSQL's version. */
  readonly image: string;
  /** 1, or more with one primary and standbys that take over. */
  readonly instances: number;
  readonly database: string;
  readonly username: string;
  /** Another number is another generated password. */
  readonly passwordVersion: number;
  /** Volume of one instance. */
  readonly storage: StorageSpec;
  /** Of one instance. */
  readonly resources: ResourceSpec;
  readonly operatorNamespace: string;
  /** Address range of the Kubernetes API, for the network policy; undefined allows any address on its ports. */
  readonly apiServer: string | undefined;
  readonly backups: BackupSpec;
}

export interface BackupSpec {
  /** Time of the daily backup, in UTC: "01:00". */
  readonly time: string;
  /** Days that one can go back to any second of. */
  readonly days: number;
  readonly store: /** The environment's own object store, with the key that the scheduler has. */
    | { readonly kind: "own" }
    | {
        readonly kind: "given";
        readonly bucket: string;
        /** Folder in it, for this one cluster of instances. */
        readonly folder: string;
        /** Undefined is AWS itself. */
        readonly endpoint: string | undefined;
        /** Secret in the namespace with the keys access-key-id, secret-access-key and region. */
        readonly secretName: string;
        /** Address range of the endpoint, for the network policy; undefined allows any address on its port. */
        readonly cidr: string | undefined;
      };
}

/** Where the scheduler's PostgreSQL comes from. */
export type DatabaseSpec = InClusterSpec | ExistingDatabaseSpec | RdsSpec | CloudNativePgSpec;
