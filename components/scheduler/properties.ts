import type { SchedulerSpec } from "./types.ts";
import { applicationVersion } from "./versions/index.ts";

/** Working directory of tasks, uploads and downloads. */
export const dataFolder = "/tmp/dolphinscheduler";

/** Folder of the task logs in the bucket. */
export const taskLogFolder = "logs";

/**
 * `common.properties`, whole: the chart's file replaces the image's, so a key that is not here has no value.
 * Keys that hold a secret or belong to the object store are placeholders; the environment wins over the file.
 */
export function commonProperties(spec: SchedulerSpec): Record<string, string> {
  const { objectStoreAuth, objectStoreKeys: keys, servers } = applicationVersion(spec.version);
  const { signIn } = spec.bindings.objectStore;
  const credentials = signIn === undefined ? [...keys.accessKeyId, ...keys.secretAccessKey] : [];
  const fromBinding = [...credentials, ...keys.region, ...keys.bucket];
  const all = {
    ...base,
    ...unused,
    ...Object.fromEntries(fromBinding.map((key) => [key, "from-environment"])),
    // Empty means AWS itself: any other endpoint forces path-style addresses.
    ...Object.fromEntries(keys.endpoint.map((key) => [key, ""])),
    ...objectStoreAuth[signIn ?? "static-keys"],
    "alert.rpc.port": String(servers.alert.port),
    "datasource.encryption.enable": String(spec.datasourceSaltSecretName !== undefined),
    "datasource.encryption.salt": "from-environment",
    "sudo.enable": String(spec.servers.worker.tenants.mode === "os-users"),
  };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Variable that wins over a key of `common.properties` (ImmutablePriorityPropertyDelegate). */
export function environmentName(key: string): string {
  return key.replaceAll(/[.-]/g, "_").toUpperCase();
}

const base = {
  "appId.collect": "log",
  "conda.path": "/opt/anaconda3/etc/profile.d/conda.sh",
  "data-quality.jar.dir": "",
  "data.basedir.path": dataFolder,
  "development.state": "false",
  "dolphin.scheduler.network.interface.restrict": "docker0",
  "ml.mlflow.preset_repository": "https://github.com/apache/dolphinscheduler-mlflow",
  "ml.mlflow.preset_repository_version": "main",
  "remote.logging.base.dir": taskLogFolder,
  "remote.logging.enable": "true",
  "remote.logging.target": "S3",
  "remote.logging.thread.pool.size": "10",
  "resource.query.interval": "10000",
  // NONE would crash the worker (apache/dolphinscheduler#16483), and LOCAL would keep files in one pod.
  "resource.storage.type": "S3",
  "resource.storage.upload.base.path": "/dolphinscheduler",
  "shell.env_source_list": "",
  "shell.interceptor.type": "bash",
  "support.hive.oneSession": "false",
  "task.resource.limit.state": "false",
};

/** Other storages and Hadoop: read at start by some plugins, used by none here. The chart's samples are overwritten. */
const unused = {
  "hadoop.security.authentication.startup.state": "false",
  "java.security.krb5.conf.path": "/opt/krb5.conf",
  "kerberos.expire.time": "2",
  "login.user.keytab.path": "/opt/hdfs.headless.keytab",
  "login.user.keytab.username": "hdfs-mycluster@ESZ.COM",
  "resource.alibaba.cloud.access.key.id": "",
  "resource.alibaba.cloud.access.key.secret": "",
  "resource.alibaba.cloud.oss.bucket.name": "",
  "resource.alibaba.cloud.oss.endpoint": "",
  "resource.alibaba.cloud.region": "",
  "resource.aws.access.key.id": "",
  "resource.aws.region": "",
  "resource.aws.s3.bucket.name": "",
  "resource.aws.s3.endpoint": "",
  "resource.aws.secret.access.key": "",
  "resource.azure.client.id": "",
  "resource.azure.client.secret": "",
  "resource.azure.subId": "",
  "resource.azure.tenant.id": "",
  "resource.hdfs.fs.defaultFS": "hdfs://mycluster:8020",
  "resource.hdfs.root.user": "hdfs",
  "resource.manager.httpaddress.port": "8088",
  "yarn.application.status.address": "http://ds1:%s/ws/v1/cluster/apps/%s",
  "yarn.job.history.status.address": "http://ds1:19888/ws/v1/history/mapreduce/jobs/%s",
  "yarn.resourcemanager.ha.rm.ids": "192.168.xx.xx,192.168.xx.xx",
};
