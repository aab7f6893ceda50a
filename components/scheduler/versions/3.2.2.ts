import { openAdvisories } from "./advisories.ts";
import { lastFittingChart, serverFacts, workGauges } from "./servers.ts";
import type { ApplicationVersion } from "./types.ts";

/** 3.2.2 (July 2024): the last version whose stock images run under the chart as they are. */
export const version322: ApplicationVersion = {
  version: "3.2.2",
  chart: lastFittingChart,
  plugins: "in-image",
  classPath: { kind: "home", home: "/opt/dolphinscheduler" },
  logsFolder: "/opt/dolphinscheduler/logs",
  // Dockerfile and start.sh: one folder, the class path starts with $DOLPHINSCHEDULER_HOME/conf.
  servers: serverFacts(() => "/opt/dolphinscheduler/conf"),
  // TaskConstants, Constants and S3RemoteLogHandler: resources and task logs have keys of their own.
  objectStoreKeys: {
    accessKeyId: ["resource.aws.access.key.id", "remote.logging.s3.access.key.id"],
    secretAccessKey: ["resource.aws.secret.access.key", "remote.logging.s3.access.key.secret"],
    region: ["resource.aws.region", "remote.logging.s3.region"],
    bucket: ["resource.aws.s3.bucket.name", "remote.logging.s3.bucket.name"],
    endpoint: ["resource.aws.s3.endpoint", "remote.logging.s3.endpoint"],
  },
  // S3StorageOperator knows AWSStaticCredentialsProvider only.
  objectStoreAuth: { "static-keys": {} },
  // AuthenticationType; the "oauth2" of its application.yaml is GitHub's and Google's alone.
  logins: ["password", "ldap", "casdoor"],
  // tools/bin/initialize-jdbc-registry.sh; it leaves tables alone that exist (CommandApplication).
  jdbcRegistryTables: "script",
  masterThreadsVariable: "MASTER_EXEC_THREADS",
  workGauges,
  advisories: openAdvisories("3.2.2"),
};
