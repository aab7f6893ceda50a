import type { ResourceSpec, StorageSpec } from "../kubernetes/resources.ts";

/** Where the servers register, elect and lock. */
export type RegistrySpec =
  | {
      readonly backend: "zookeeper";
      readonly image: string;
      /** 1, or an odd number from 3. */
      readonly members: number;
      readonly storage: StorageSpec;
      readonly resources: ResourceSpec;
    }
  /** Tables in the scheduler's own database. */
  | { readonly backend: "jdbc" }
  | {
      readonly backend: "existing";
      readonly secretName: string;
      readonly port: number;
      readonly cidr: string | undefined;
    };

export type ZookeeperSpec = Extract<RegistrySpec, { backend: "zookeeper" }>;
