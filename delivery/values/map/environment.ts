import { environmentName } from "../../../components/scheduler/properties.ts";
import { serverNames } from "../../../components/scheduler/types.ts";
import type { Convert, MapRow } from "../types.ts";
import { entries, entry, group, item, none } from "./rows.ts";
import { secretNames } from "./secret-names.ts";

const everywhere = serverNames.map((server) => `${server}.env`);
/** Who reads common.properties. */
const readers = ["master", "worker", "api"].map((server) => `${server}.env`);

/**
 * A key of common.properties as the variable that wins over the file (ImmutablePriorityPropertyDelegate): the file itself
 * is the program's.
 */
const properties: Convert = (leaves) => ({
  groups: leaves.map(({ keys, path, value }) => entry(path, readers, environmentName(keys.at(-1) ?? ""), value)),
});

/** What is stored was stored one way or the other: the new environment must read it. */
const encryption: Convert = (_, chart) => {
  const path = "conf.common.datasource.encryption.enable";
  const salted = item("security.saltSecretName", secretNames.salt);
  return { groups: [group(path, chart.on(path) ? salted : item("security.datasourceEncryption", "off"))] };
};

export const environmentRows: readonly MapRow[] = [
  {
    from: "conf.common.datasource.encryption.enable",
    to: "security.datasourceEncryption, security.saltSecretName",
    convert: encryption,
    always: true,
  },
  none("conf.common.datasource.encryption.salt", "a secret", `It goes into the Secret ${secretNames.salt}.`),
  none(
    "conf.common.sudo.enable",
    "another option",
    "worker.tenants decides who tasks run as; left out, nobody needs sudo.",
  ),
  none("conf.common.data.basedir.path", "done here", "It is on the volume of worker.data."),
  none(
    "conf.common.resource.storage.upload.base.path",
    "no counterpart",
    "Files are below /dolphinscheduler in the bucket: copy them there.",
  ),
  none("conf.common.remote.logging", "done here", "Task logs go to the object store."),
  none("conf.common.alert.rpc.port", "no counterpart", "It is 50052."),
  ...["alibaba", "azure", "hdfs", "huawei", "gcp"].map((store) =>
    none(`conf.common.resource.${store}`, "no counterpart", "Files are kept by the S3 API alone."),
  ),
  { from: "conf.common", to: "master.env, worker.env, api.env", convert: properties },
  none("common.configmap.DATA_BASEDIR_PATH", "done here", "It is on the volume of worker.data."),
  none(
    "common.configmap.RESOURCE_UPLOAD_PATH",
    "no counterpart",
    "Files are below /dolphinscheduler in the bucket: copy them there.",
  ),
  { from: "common.configmap", to: "master.env, worker.env, api.env, alert.env", convert: entries(...everywhere) },
  none(
    "common.sharedStoragePersistence",
    "no counterpart",
    "Put Spark, Flink or DataX into the worker's image, or mount the claim by a transform.",
  ),
  none(
    "common.fsFileResourcePersistence",
    "no counterpart",
    "Files are kept in the object store: copy them to its bucket.",
  ),
];
