import type { ImageName } from "../components/scheduler/images.ts";
import { applicationVersion } from "../components/scheduler/versions/index.ts";

/** Versions that Dockerfiles are made for: the last with plugins in its images, and production's default. */
export const builtVersions = ["3.2.2", "3.4.2"] as const;
export type BuiltVersion = (typeof builtVersions)[number];

/** Folders of plugins from 3.3 on; before, all jars stand in one folder. */
export const groups = ["datasource-plugins", "storage-plugins", "task-plugins", "alert-plugins"] as const;
export type Group = (typeof groups)[number];

/** A jar by its Maven coordinates: group:artifact:version, and packaging and classifier where it has one. */
export interface Jar {
  readonly coordinates: string;
  readonly group: Group;
  readonly images: readonly ImageName[];
}

const tasksAndTests: readonly ImageName[] = ["api", "worker"];
const scheduling: readonly ImageName[] = ["api", "master", "worker"];

/** JDBC drivers: tasks query with them, and the API server tests connections. All run on the images' Java 8. */
const drivers: readonly Jar[] = [
  "com.amazon.redshift:redshift-jdbc42:2.1.0.33",
  "com.clickhouse:clickhouse-jdbc:0.6.5:jar:all",
  "com.ibm.db2:jcc:11.5.9.0",
  "com.microsoft.sqlserver:mssql-jdbc:13.4.0.jre8",
  "com.mysql:mysql-connector-j:9.7.0",
  "com.oracle.database.jdbc:ojdbc8:23.9.0.25.07",
  "io.trino:trino-jdbc:450",
  "net.snowflake:snowflake-jdbc:3.26.1",
].map((coordinates) => ({ coordinates, group: "datasource-plugins", images: tasksAndTests }));

/** What 3.3 and later leave out of their images. Registries are still in them. */
const plugins: Readonly<Record<Group, { readonly images: readonly ImageName[]; readonly names: readonly string[] }>> = {
  "alert-plugins": {
    images: ["alert"],
    names: [
      "dingtalk",
      "email",
      "feishu",
      "http",
      "pagerduty",
      "prometheus",
      "script",
      "slack",
      "webexteams",
      "wechat",
    ],
  },
  "datasource-plugins": {
    images: scheduling,
    names: [
      "clickhouse",
      "db2",
      "hive",
      "k8s",
      "mysql",
      "oracle",
      "postgresql",
      "redshift",
      "snowflake",
      "spark",
      "sqlserver",
      "ssh",
      "trino",
    ],
  },
  "storage-plugins": { images: scheduling, names: ["s3"] },
  "task-plugins": {
    images: scheduling,
    names: [
      "datax",
      "flink",
      "http",
      "java",
      "k8s",
      "procedure",
      "python",
      "remoteshell",
      "seatunnel",
      "shell",
      "spark",
      "sql",
    ],
  },
};

/** Jars of a version's images. */
export function jarsOf(version: BuiltVersion): readonly Jar[] {
  const { pluginClassifier } = applicationVersion(version);
  if (pluginClassifier === undefined) return drivers;
  const ours = groups.flatMap((group) => {
    const kind = group.replace("-plugins", "");
    const { images, names } = plugins[group];
    return names.map((name) => ({
      coordinates: `org.apache.dolphinscheduler:dolphinscheduler-${kind}-${name}:${version}:jar:${pluginClassifier}`,
      group,
      images,
    }));
  });
  return [...drivers, ...ours];
}

/**
 * Packages of the distribution, by image. Its archive keeps only the newest version, so these are the ones that no
 * checksum stands for.
 */
export const packages: Readonly<Partial<Record<ImageName, readonly string[]>>> = {
  worker: ["python3", "python3-pip", "python3-venv"],
};

/** Image of the build stage that fetches jars, and the one that carries them where nothing is built. */
export const helpers = { carrier: "busybox:1.37.0", maven: "maven:3.9.11-eclipse-temurin-17" } as const;
