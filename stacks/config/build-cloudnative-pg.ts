import type { BackupSpec, CloudNativePgSpec } from "../../components/database/types.ts";
import type { StorageSpec } from "../../components/kubernetes/resources.ts";
import type { Settings } from "./schema.ts";

export function cloudNativePg(settings: Settings, storage: StorageSpec): CloudNativePgSpec {
  const { database: it } = settings;
  return {
    backend: "cloudnative-pg",
    image: it.clusterImage,
    instances: it.instances,
    database: it.database,
    username: it.username,
    passwordVersion: it.passwordVersion,
    storage,
    resources: { cpu: it.cpu, memory: it.memory },
    operatorNamespace: it.operatorNamespace,
    apiServer: it.apiServer,
    backups: { time: it.backupTime, days: it.backupDays, store: backupStore(settings) },
  };
}

function backupStore({ database: { backups }, objectStore }: Settings): BackupSpec["store"] {
  if (backups === undefined) return { kind: "own" };
  // A rule has seen that there is a Secret: the backups' own, or that of an existing object store.
  const { bucket, cidr, endpoint, folder, secretName = objectStore.secretName ?? "" } = backups;
  return { kind: "given", bucket, folder, endpoint, secretName, cidr };
}
