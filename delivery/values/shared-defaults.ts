import type { Values } from "./types.ts";

/** A claim of the chart; "-" is no legal name of a class, and means the cluster's own. */
export const claim = { accessModes: ["ReadWriteOnce"], storageClassName: "-", storage: "20Gi" };
const shared = { ...claim, enabled: false, accessModes: ["ReadWriteMany"] };
const subchartClaim = { enabled: false, size: "20Gi", storageClass: "-" };

/** What pods share. */
export const commonDefaults: Values = {
  configmap: {
    DOLPHINSCHEDULER_OPTS: "",
    DATA_BASEDIR_PATH: "/tmp/dolphinscheduler",
    RESOURCE_UPLOAD_PATH: "/dolphinscheduler",
    HADOOP_HOME: "/opt/soft/hadoop",
    HADOOP_CONF_DIR: "/opt/soft/hadoop/etc/hadoop",
    SPARK_HOME: "/opt/soft/spark",
    PYTHON_LAUNCHER: "/usr/bin/python/bin/python3",
    JAVA_HOME: "/opt/java/openjdk",
    HIVE_HOME: "/opt/soft/hive",
    FLINK_HOME: "/opt/soft/flink",
    DATAX_LAUNCHER: "/opt/soft/datax/bin/datax.py",
  },
  sharedStoragePersistence: { ...shared, mountPath: "/opt/soft" },
  fsFileResourcePersistence: shared,
};

export const subchartDefaults: Values = {
  postgresql: {
    enabled: true,
    postgresqlUsername: "root",
    postgresqlPassword: "root",
    postgresqlDatabase: "dolphinscheduler",
    driverClassName: "org.postgresql.Driver",
    params: "characterEncoding=utf8",
    persistence: subchartClaim,
  },
  mysql: {
    enabled: false,
    driverClassName: "com.mysql.cj.jdbc.Driver",
    auth: { username: "ds", password: "ds", database: "dolphinscheduler", params: "characterEncoding=utf8" },
    primary: { persistence: subchartClaim },
  },
  minio: {
    enabled: true,
    auth: { rootUser: "minioadmin", rootPassword: "minioadmin" },
    persistence: { enabled: false },
    defaultBuckets: "dolphinscheduler",
  },
  zookeeper: {
    enabled: true,
    service: { port: 2181 },
    fourlwCommandsWhitelist: "srvr,ruok,wchs,cons",
    persistence: subchartClaim,
  },
};
