import { type Identity, labels } from "../../kubernetes/labels.ts";
import { resourceRequirements } from "../../kubernetes/resources.ts";
import { postgresqlSecretName, serverSettings } from "../postgresql.ts";
import type { BackupSpec, CloudNativePgSpec } from "../types.ts";
import { clusterLabels, clusterName, clusterPorts, primaryHost } from "./names.ts";

/** A bucket that backups go to, and the Secret of who may write there. */
export interface BackupTarget {
  readonly bucket: string;
  /** Folder in it, for this one cluster of instances. */
  readonly folder: string;
  /** Undefined is AWS itself. */
  readonly endpoint: string | undefined;
  /** Secret with the keys access-key-id, secret-access-key and region. */
  readonly secretName: string;
}

export interface ClusterArgs {
  readonly instance: string;
  readonly namespace: string;
  readonly spec: CloudNativePgSpec;
  readonly target: BackupTarget;
}

export function cnpgIdentity(instance: string): Identity {
  return { component: "database", instance, name: "cloudnative-pg" };
}

/** The binding's values except the password. The operator reads `username` and `password` of it. */
export function clusterBinding({ instance, namespace, spec }: ClusterArgs): Record<string, string> {
  return {
    database: spec.database,
    host: primaryHost(instance, namespace),
    port: String(clusterPorts.postgresql),
    provider: "cloudnative-pg",
    type: "postgresql",
    username: spec.username,
  };
}

/** Metadata and spec of the `Cluster` (https://cloudnative-pg.io/docs/1.27/cloudnative-pg.v1). */
export function cluster(args: ClusterArgs) {
  const { instance, namespace, spec } = args;
  return {
    metadata: {
      // The operator says Ready once the primary takes connections and every standby has joined.
      annotations: { "pulumi.com/waitFor": "condition=Ready" },
      labels: labels(cnpgIdentity(instance)),
      name: clusterName(instance),
      namespace,
    },
    spec: {
      ...placement(instance),
      backup: { barmanObjectStore: objectStore(args.target), retentionPolicy: `${spec.backups.days}d` },
      bootstrap: { initdb: bootstrap(instance, spec) },
      // A budget for one instance would block every node drain.
      enablePDB: spec.instances > 1,
      enableSuperuserAccess: false,
      imageName: spec.image,
      instances: spec.instances,
      postgresql: postgresql(spec),
      primaryUpdateStrategy: "unsupervised",
      resources: resourceRequirements(spec.resources),
      storage: {
        size: spec.storage.size,
        ...(spec.storage.storageClass === undefined ? {} : { storageClass: spec.storage.storageClass }),
      },
    },
  };
}

/** Never two on a node; over zones as far as there are any. */
function placement(instance: string) {
  return {
    affinity: {
      enablePodAntiAffinity: true,
      podAntiAffinityType: "required",
      topologyKey: "kubernetes.io/hostname",
    },
    topologySpreadConstraints: [
      {
        labelSelector: { matchLabels: { ...clusterLabels(instance), "cnpg.io/podRole": "instance" } },
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "ScheduleAnyway",
      },
    ],
  };
}

function bootstrap(instance: string, { database, username }: CloudNativePgSpec) {
  return {
    dataChecksums: true,
    database,
    encoding: "UTF8",
    owner: username,
    secret: { name: postgresqlSecretName(instance) },
  };
}

function postgresql({ instances, resources }: CloudNativePgSpec) {
  // The operator refuses the addresses: they are its own to set.
  const { listen_addresses: _, ...parameters } = serverSettings(resources);
  return {
    parameters,
    // Before the operator's last line, which lets everybody with a password in, encrypted or not.
    pg_hba: ["hostnossl all all all reject"],
    // A commit is on two instances, unless no standby is there: then work goes on.
    ...(instances > 1 ? { synchronous: { dataDurability: "preferred", method: "any", number: 1 } } : {}),
  };
}

function objectStore({ bucket, endpoint, folder, secretName }: BackupTarget) {
  const from = (key: string) => ({ key, name: secretName });
  return {
    data: { compression: "gzip" },
    destinationPath: `s3://${bucket}/${folder}`,
    ...(endpoint === undefined ? {} : { endpointURL: endpoint }),
    s3Credentials: {
      accessKeyId: from("access-key-id"),
      region: from("region"),
      secretAccessKey: from("secret-access-key"),
    },
    wal: { compression: "gzip" },
  };
}

/** Metadata and spec of the `ScheduledBackup`: one at once, then one every day. */
export function scheduledBackup({ instance, namespace, spec }: ClusterArgs) {
  return {
    metadata: { labels: labels(cnpgIdentity(instance)), name: clusterName(instance), namespace },
    spec: {
      backupOwnerReference: "self",
      cluster: { name: clusterName(instance) },
      immediate: true,
      method: "barmanObjectStore",
      schedule: schedule(spec.backups),
    },
  };
}

/** Six fields, the first of which are seconds. */
export function schedule({ time }: BackupSpec): string {
  const [hour, minute] = time.split(":").map(Number);
  return `0 ${minute} ${hour} * * *`;
}
