import type { Field } from "../../core/field.ts";
import type { Environment, ObjectView } from "../../core/model.ts";
import { replicasOf } from "../../core/replicas.ts";
import type { Role } from "../../core/roles.ts";
import type { EnvironmentRule, ObjectRule, Problem } from "../../core/rule.ts";
import { deployment, podTypes, release, runningTypes, volumeClaim } from "../../core/types.ts";
import { hiddenValues } from "../../core/values.ts";
import { mountsOf, storageOf } from "../../core/volumes.ts";

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
  types: [...runningTypes, release],
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

/** Programs that keep what nobody else has, and where; an image tells one, and a role where its image does not. */
interface Store {
  readonly role: Role;
  readonly images: RegExp;
  readonly folders: RegExp;
}

const stores: readonly Store[] = [
  {
    role: "registry",
    images: /(^|\/)(zookeeper|etcd)(:|@|$)/,
    folders: /^\/(var\/lib\/zookeeper|data|datalog|bitnami\/zookeeper|var\/run\/etcd|var\/lib\/etcd)/,
  },
  { role: "object-store", images: /(^|\/)minio(:|@|$)/, folders: /^\/(data|export|bitnami\/minio)/ },
  { role: "database", images: databaseImage, folders: /^\/(var\/lib\/(postgresql|mysql)|bitnami)/ },
];

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
  types: runningTypes,
  evaluate: (object) => object.containers.flatMap((container, index) => onNoClaim(object, container, index === 0)),
};

function onNoClaim(object: ObjectView, container: Field, isFirst: boolean): readonly Problem[] {
  const image = container.at("image").text ?? "";
  const store = stores.find(({ images }) => images.test(image));
  const { folders } = store ?? stores.find(({ role }) => isFirst && role === object.role) ?? {};
  if (folders === undefined) return [];
  const mounts = container.at("volumeMounts");
  const allowed = "a claim";
  const fix = "Use a claim.";
  const data = mounts.items.filter((mount) => folders.test(mount.at("mountPath").text ?? ""));
  if (data.length === 0 && !mounts.items.some((mount) => storageOf(object, mount)?.isKept)) {
    return [{ at: mounts, allowed, fix, received: "no volume for its data", missing: true }];
  }
  return data.flatMap((mount) => {
    const storage = storageOf(object, mount);
    if (storage?.kind !== "emptyDir" && storage?.kind !== "ephemeral") return [];
    return [{ at: storage.at.at(storage.kind), allowed, fix, received: `data on a volume of kind ${storage.kind}` }];
  });
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
    return claims.flatMap((object) => {
      const modes = object.at("spec", "accessModes");
      const users = environment.in(object.namespace, ...podTypes).filter((it) => uses(it, object.name));
      const pods = users.reduce((sum, it) => sum + atOnce(environment, it), 0);
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

const atOnce = (environment: Environment, workload: ObjectView) => {
  const replicas = replicasOf(environment, workload);
  const recreates = workload.at("spec", "strategy", "type").text === "Recreate";
  // A rollout with surge has one more for a while.
  return workload.type === deployment && !recreates ? replicas + 1 : replicas;
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
  types: runningTypes,
  evaluate: (object, { parameters: { logsPath } }) =>
    object.containers.flatMap((container) => {
      const { around, below } = mountsOf(container, logsPath);
      return [...(around ? [around] : []), ...below].flatMap((mount) => {
        const storage = storageOf(object, mount);
        const at = storage?.at.at("emptyDir", "sizeLimit");
        if (storage?.kind !== "emptyDir" || !at?.absent) return [];
        return [{ at, allowed: "a size", fix: "Set it, for example 5Gi." }];
      });
    }),
};

export const storageRules = [externalDatabaseInProduction, noEphemeralRegistryOrObjectStore, logsHaveALimit];
export const sharedStorageRules = [sharedStorageIsRwx];
