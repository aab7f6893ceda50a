import type { ObjectView } from "../../core/model.ts";
import { claimNames, mountOf } from "../../core/pods.ts";
import { replicasOf } from "../../core/replicas.ts";
import type { EnvironmentRule, ObjectRule } from "../../core/rule.ts";
import { deployment, podTypes, release, servingTypes, volumeClaim } from "../../core/types.ts";
import { hiddenValues } from "../../core/values.ts";

const text = { pack: "scheduler" } as const;

const databaseImage = /(^|\/)(postgres(ql)?|mysql|mariadb)(:|@|$)/;

export const externalDatabaseInProduction: ObjectRule = {
  ...text,
  scope: "object",
  id: "external-database-in-production",
  star: true,
  title: "Production's database lives outside the scheduler's environment",
  severity: "critical",
  why: "The scheduler can then be deleted and made again without losing a workflow, and the database has backups and a second zone.",
  remediation: "Choose database.backend rds, cloudnative-pg or existing.",
  link: "https://github.com/apache/dolphinscheduler/tree/3.2.2/deploy/kubernetes/dolphinscheduler",
  origin: "A3",
  types: [...servingTypes, release],
  evaluate: (object, { environmentClass }) => {
    if (environmentClass !== "prod") return [];
    const allowed = "a database service, or one that an operator runs";
    const fix = "Write database: {backend: existing, secretName: ...}, or rds.";
    const values = hiddenValues(object);
    if (values) {
      const at = values.at("postgresql", "enabled");
      const patch = { path: at.path, value: false };
      return at.unknown || at.flag === false ? [] : [{ at, allowed: "false", fix, patch }];
    }
    return object.containers
      .map((container) => container.at("image"))
      .filter(({ text: image }) => image !== undefined && databaseImage.test(image))
      .map((at) => ({ at, allowed, fix }));
  },
};

const dataFolders: Readonly<Record<string, RegExp>> = {
  registry: /^\/(var\/lib\/zookeeper|data|datalog|bitnami\/zookeeper|var\/run\/etcd|var\/lib\/etcd)/,
  "object-store": /^\/(data|export|bitnami\/minio)/,
  database: /^\/(var\/lib\/(postgresql|mysql)|bitnami)/,
};

export const noEphemeralRegistryOrObjectStore: ObjectRule = {
  ...text,
  scope: "object",
  id: "no-ephemeral-registry-or-object-store",
  star: true,
  title: "Registry, object store and database keep their data on claims",
  severity: "critical",
  why: "On an emptyDir the first restart loses every resource file, task log or lock, and the chart's bundled registry has persistence off.",
  remediation: "Give the backing service a storage size, so that it gets a claim.",
  link: "https://github.com/apache/dolphinscheduler/tree/3.2.2/deploy/kubernetes/dolphinscheduler",
  origin: "A3; A12",
  types: servingTypes,
  evaluate: (object) => {
    const folders = object.role && dataFolders[object.role];
    if (folders === undefined) return [];
    return object.containers.flatMap((container) => {
      const mounts = container.at("volumeMounts").items.filter((it) => folders.test(it.at("mountPath").text ?? ""));
      return mounts.flatMap((mount) => ephemeral(object, mount.at("name").text));
    });
  },
};

function ephemeral(object: ObjectView, name: string | undefined) {
  if (name === undefined || claimNames(object).includes(name)) return [];
  const volume = object.podSpec?.at("volumes").items.find((it) => it.at("name").text === name);
  if (volume === undefined || volume.at("emptyDir").absent || volume.at("emptyDir").unknown) return [];
  const fix = "Use a claim.";
  return [{ at: volume.at("emptyDir"), allowed: "a claim", fix, received: "data on an emptyDir" }];
}

export const sharedStorageIsRwx: EnvironmentRule = {
  ...text,
  scope: "environment",
  id: "shared-storage-is-rwx",
  star: true,
  title: "A claim that several pods share can be attached by several nodes",
  severity: "high",
  why: "A ReadWriteOnce claim under two replicas, or a rollout with surge, leaves the second pod waiting for a disk that the first one holds.",
  remediation: "Use ReadWriteMany, a claim for each pod (StatefulSet), or the object store.",
  link: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes",
  origin: "Chart trap 5",
  evaluate: (environment) => {
    const claims = environment.of(volumeClaim);
    const workloads = environment.of(...podTypes);
    return claims.flatMap((object) => {
      const modes = object.at("spec", "accessModes");
      const users = workloads.filter((it) => it.namespace === object.namespace && uses(it, object.name));
      const pods = users.reduce((sum, it) => sum + atOnce(it), 0);
      if (pods < 2 || modes.unknown || modes.items.some(({ text: mode }) => mode === "ReadWriteMany")) return [];
      const received = `${modes.items.map(({ text: mode }) => mode).join(", ")}, used by ${pods} pods`;
      return [{ object, at: modes, allowed: "ReadWriteMany", fix: "Use ReadWriteMany, or one claim a pod.", received }];
    });
  },
};

const uses = (workload: ObjectView, claim: string) =>
  (workload.podSpec?.at("volumes").items ?? []).some(
    (volume) => volume.at("persistentVolumeClaim", "claimName").text === claim,
  );

const atOnce = (workload: ObjectView) => {
  const replicas = replicasOf(workload);
  const recreates = workload.at("spec", "strategy", "type").text === "Recreate";
  // A rollout with surge has one more for a while.
  return workload.type === deployment && !recreates ? replicas + 1 : replicas;
};

export const keytabReadableOnlyByOwner: ObjectRule = {
  ...text,
  scope: "object",
  id: "keytab-readable-only-by-owner",
  star: true,
  title: "A keytab is read by its owner alone, and written by nobody",
  severity: "critical",
  why: "A keytab is an identity: whoever reads it is that service in the whole realm. Kubernetes mounts Secrets for everybody to read.",
  remediation: "Mount it with defaultMode 0400 (256) and readOnly.",
  link: "https://kubernetes.io/docs/concepts/configuration/secret/#secret-files-permissions",
  origin: "B6",
  types: podTypes,
  evaluate: (object) =>
    (object.podSpec?.at("volumes").items ?? [])
      .filter((volume) => /keytab/i.test(`${volume.at("name").text} ${volume.at("secret", "secretName").text}`))
      .filter((volume) => volume.at("secret").present)
      .flatMap((volume) => {
        const mode = volume.at("secret", "defaultMode");
        const open = mode.absent || ((mode.number ?? 0) & 0o077) !== 0 || (mode.number ?? 0) > 0o777;
        const patch = { path: mode.path, value: 0o400 };
        const mounts = object.allContainers.flatMap((container) => container.at("volumeMounts").items);
        return [
          ...(open && !mode.unknown ? [{ at: mode, allowed: "256 (0400)", fix: "Write 256.", patch }] : []),
          ...mounts
            .filter((mount) => mount.at("name").text === volume.at("name").text)
            .map((mount) => mount.at("readOnly"))
            .filter((at) => !at.unknown && at.flag !== true)
            .map((at) => ({ at, allowed: "true", fix: "Write true.", patch: { path: at.path, value: true } })),
        ];
      }),
};

export const logsHaveALimit: ObjectRule = {
  ...text,
  scope: "object",
  id: "log-volume-has-a-limit",
  title: "A folder of logs cannot fill its node",
  severity: "medium",
  why: "Servers keep up to 50 GB of logs, and task logs are never deleted: an emptyDir without a limit fills the node's disk and every pod on it is evicted.",
  remediation: "Set sizeLimit on the emptyDir.",
  link: "https://github.com/apache/dolphinscheduler/issues/6686",
  origin: "Chart trap 18",
  parameters: ["logsPath"],
  types: servingTypes,
  evaluate: (object, { parameters: { logsPath } }) =>
    object.containers.flatMap((container) => {
      const name = mountOf(container, logsPath)?.at("name").text;
      const volume = object.podSpec?.at("volumes").items.find((it) => it.at("name").text === name);
      if (name === undefined || volume === undefined || !volume.at("emptyDir").present) return [];
      const at = volume.at("emptyDir", "sizeLimit");
      return at.absent ? [{ at, allowed: "a size", fix: "Set it, for example 5Gi." }] : [];
    }),
};

export const storageRules = [
  externalDatabaseInProduction,
  noEphemeralRegistryOrObjectStore,
  keytabReadableOnlyByOwner,
  logsHaveALimit,
];
export const sharedStorageRules = [sharedStorageIsRwx];
