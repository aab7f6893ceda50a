import type { DatabaseSpec } from "../../components/database/types.ts";
import type { ObjectStoreSpec } from "../../components/object-store/types.ts";
import { counted } from "../../stacks/config/problems.ts";
import type { EnvironmentSpec } from "../../stacks/config/spec.ts";
import type { DiagramNode } from "./types.ts";
import { imageOf, resourcesOf, storageOf } from "./words.ts";

/** Where a store can be: beside the servers, in AWS, or with somebody else. */
export interface StoreGroups {
  readonly inside: string;
  readonly aws: string;
  readonly elsewhere: string;
}

type Described = Pick<DiagramNode, "group" | "title" | "lines"> & Partial<Pick<DiagramNode, "replicas">>;

/** Everything that keeps data: what it is, how large, how much of the past is kept. */
export function storeNodes(spec: EnvironmentSpec, groups: StoreGroups): readonly DiagramNode[] {
  const node = (id: string, described: Described | undefined): DiagramNode[] =>
    described === undefined ? [] : [{ id, kind: "store", ...described }];
  return [
    ...node("database", databaseOf(spec.database, groups)),
    ...node("backups", backupsOf(spec.database, groups)),
    ...node("registry", registryOf(spec, groups)),
    ...node("object-store", objectStoreOf(spec.objectStore, groups)),
  ];
}

function databaseOf(database: DatabaseSpec, groups: StoreGroups): Described {
  switch (database.backend) {
    case "in-cluster":
      return {
        group: groups.inside,
        title: "PostgreSQL",
        lines: [
          imageOf(database.image),
          resourcesOf(database.resources),
          `keeps ${storageOf(database.storage)}, no backup`,
        ],
        replicas: { least: 1, most: 1 },
      };
    case "cloudnative-pg":
      return {
        group: groups.inside,
        title: "PostgreSQL by CloudNativePG",
        lines: [
          `${counted(database.instances, "instance")} over zones and nodes`,
          imageOf(database.image),
          `keeps ${storageOf(database.storage)} each`,
          `backups of ${database.backups.days} days`,
        ],
        replicas: { least: database.instances, most: database.instances },
      };
    case "rds":
      return {
        group: groups.aws,
        title: `RDS, PostgreSQL ${database.engineVersion}`,
        lines: [
          database.instance,
          `${database.instanceClass}, ${database.availability === "multi-az" ? "two zones" : "one zone"}`,
          `${database.storageGiB} GiB, grows to ${database.storageLimitGiB} GiB`,
          `backups of ${database.backupDays} days`,
          ...(database.restoreFrom === undefined ? [] : [`a restored instance serves: ${servesRestored(database)}`]),
        ],
      };
    case "existing":
      return {
        group: groups.elsewhere,
        title: "PostgreSQL",
        lines: ["somebody else's", `Secret ${database.secretName}`, `sslmode ${database.sslMode}`],
      };
  }
}

function servesRestored({ restoreFrom }: Extract<DatabaseSpec, { backend: "rds" }>): string {
  return restoreFrom?.serve === "restored" ? "yes" : "no, it stands beside";
}

/** A place of the backups' own; where they go to the object store there is none. */
function backupsOf(database: DatabaseSpec, groups: StoreGroups): Described | undefined {
  if (database.backend !== "cloudnative-pg" || database.backups.store.kind === "own") return undefined;
  const { bucket, endpoint } = database.backups.store;
  return { group: groups.elsewhere, title: "Backups", lines: [bucket, endpoint ?? "Amazon S3"] };
}

function registryOf({ registry }: EnvironmentSpec, groups: StoreGroups): Described | undefined {
  switch (registry.backend) {
    case "jdbc":
      return undefined;
    case "existing":
      return {
        group: groups.elsewhere,
        title: registry.kind === "etcd" ? "etcd" : "ZooKeeper",
        lines: ["somebody else's", `Secret ${registry.secretName}`],
      };
    default:
      return {
        group: groups.inside,
        title: registry.backend === "etcd" ? "etcd registry" : "ZooKeeper registry",
        lines: [
          registry.members === 1 ? "1 member" : `${registry.members} members over zones and nodes`,
          imageOf(registry.image),
          ...(registry.access.mode === "certificates" ? ["clients by certificate"] : []),
          `keeps ${storageOf(registry.storage)}${registry.members === 1 ? "" : " each"}`,
        ],
        replicas: { least: registry.members, most: registry.members },
      };
  }
}

function objectStoreOf(store: ObjectStoreSpec, groups: StoreGroups): Described {
  switch (store.backend) {
    case "minio":
      return {
        group: groups.inside,
        title: "MinIO",
        lines: [
          imageOf(store.image),
          `bucket ${store.bucket}`,
          resourcesOf(store.resources),
          `keeps ${storageOf(store.storage)}`,
        ],
        replicas: { least: 1, most: 1 },
      };
    case "s3":
      return {
        group: groups.aws,
        title: "S3 bucket",
        lines: [
          store.bucket,
          "resource files, task logs",
          store.taskLogs.days === undefined
            ? "versioned, all logs kept"
            : `versioned, logs kept ${store.taskLogs.days} days`,
        ],
      };
    case "existing":
      return {
        group: groups.elsewhere,
        title: "Object store",
        lines: ["somebody else's", `Secret ${store.secretName}`],
      };
  }
}
