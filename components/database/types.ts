import type { ResourceSpec, StorageSpec } from "../kubernetes/resources.ts";

export type SslMode = "disable" | "require" | "verify-ca" | "verify-full";

/** Where the scheduler's PostgreSQL comes from. */
export type DatabaseSpec =
  | {
      /** One StatefulSet of the official image, for trying out: no replica, no backup. */
      readonly backend: "in-cluster";
      readonly image: string;
      readonly database: string;
      readonly username: string;
      readonly storage: StorageSpec;
      readonly resources: ResourceSpec;
    }
  | {
      readonly backend: "existing";
      /** Secret in the form of the Service Binding Specification, made by somebody else in the namespace. */
      readonly secretName: string;
      readonly sslMode: SslMode;
      readonly port: number;
      /** Address range of the server, for the network policy; undefined allows any address on the port. */
      readonly cidr: string | undefined;
    };

export type InClusterSpec = Extract<DatabaseSpec, { backend: "in-cluster" }>;
