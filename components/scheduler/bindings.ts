import type { CaBundle, PostgresBinding } from "../binding/types.ts";
import { fromSecret } from "../binding/workload.ts";
import { loginVariables } from "./login.ts";
import { environmentName } from "./properties.ts";
import { registryAddress } from "./registry.ts";
import type { SchedulerSpec, ServerName } from "./types.ts";
import type { Variable } from "./variable.ts";
import { applicationVersion } from "./versions/index.ts";

/**
 * Variables of a server that come from bindings, in an order in which each `$(NAME)` is defined before its use.
 * A server gets what it needs and no more: tasks inherit the worker's environment.
 */
export function boundVariables(spec: SchedulerSpec, server: ServerName): Variable[] {
  return [
    ...(server === "worker" ? [] : databaseVariables(spec.bindings.database)),
    ...registryVariables(spec),
    ...(server === "alert" ? [] : [...objectStoreVariables(spec), ...saltVariables(spec)]),
    ...(server === "api" ? loginVariables(spec.login) : []),
  ];
}

/** The database that a server signs in to. A worker does only where the registry is in the database. */
function databaseOf({ bindings }: SchedulerSpec, server: ServerName): PostgresBinding | undefined {
  if (server !== "worker") return bindings.database;
  return bindings.registry.type === "jdbc" ? bindings.registry.database : undefined;
}

/** Certificates that a server needs to trust its database. */
export function databaseCertificates(spec: SchedulerSpec, server: ServerName): CaBundle | undefined {
  return databaseOf(spec, server)?.caBundle;
}

/** Pod annotations that change with the credentials, so that exactly the servers that read them restart. */
export function bindingRevisions(spec: SchedulerSpec, server: ServerName): Record<string, string> {
  const store = server === "alert" ? undefined : spec.bindings.objectStore.revision;
  return {
    ...databaseRevision(databaseOf(spec, server)),
    ...(store === undefined ? {} : { "dolphinpod.io/object-store": store }),
    ...(server === "api" && spec.login.type !== "password" ? { "dolphinpod.io/login": spec.login.revision } : {}),
  };
}

export function databaseRevision(binding: PostgresBinding | undefined): Record<string, string> {
  return binding?.revision === undefined ? {} : { "dolphinpod.io/database": binding.revision };
}

/** The scheduler's datasource. The parts of the URL are variables of their own because a Secret holds no URL. */
export function databaseVariables(binding: PostgresBinding): Variable[] {
  return [{ name: "DATABASE", value: "postgresql" }, ...datasource(binding, "DATABASE", springDatasource)];
}

/** Variables of the chart's datasource, which a server without one must not carry. */
export const datasourceVariables: readonly string[] = [
  "DATABASE",
  "SPRING_DATASOURCE_DRIVER-CLASS-NAME",
  "SPRING_DATASOURCE_PASSWORD",
  "SPRING_DATASOURCE_URL",
  "SPRING_DATASOURCE_USERNAME",
];

const springDatasource = {
  driver: "SPRING_DATASOURCE_DRIVER-CLASS-NAME",
  password: "SPRING_DATASOURCE_PASSWORD",
  url: "SPRING_DATASOURCE_URL",
  username: "SPRING_DATASOURCE_USERNAME",
};

/** The worker has no datasource, so a jdbc registry brings its own connection pool. */
const registryDatasource = {
  driver: "REGISTRY_HIKARI_CONFIG_DRIVER_CLASS_NAME",
  password: "REGISTRY_HIKARI_CONFIG_PASSWORD",
  url: "REGISTRY_HIKARI_CONFIG_JDBC_URL",
  username: "REGISTRY_HIKARI_CONFIG_USERNAME",
};

function registryVariables(spec: SchedulerSpec): Variable[] {
  const { registry } = spec.bindings;
  if (registry.type === "jdbc") {
    return [
      { name: "REGISTRY_TYPE", value: "jdbc" },
      ...datasource(registry.database, "REGISTRY_DATABASE", registryDatasource),
    ];
  }
  return registryAddress(registry);
}

function datasource(
  binding: PostgresBinding,
  prefix: string,
  names: { driver: string; password: string; url: string; username: string },
): Variable[] {
  const parameters = Object.entries(binding.parameters)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`);
  const address = `jdbc:postgresql://$(${prefix}_HOST):$(${prefix}_PORT)/$(${prefix}_NAME)`;
  return [
    fromSecret(`${prefix}_HOST`, binding.secretName, "host"),
    fromSecret(`${prefix}_PORT`, binding.secretName, "port"),
    fromSecret(`${prefix}_NAME`, binding.secretName, "database"),
    { name: names.url, value: [address, ...(parameters.length ? [parameters.join("&")] : [])].join("?") },
    fromSecret(names.username, binding.secretName, "username"),
    fromSecret(names.password, binding.secretName, "password"),
    { name: names.driver, value: "org.postgresql.Driver" },
  ];
}

/** Servers that read stored data sources: the API tests them, masters and workers run tasks on them. */
function saltVariables({ datasourceSaltSecretName }: SchedulerSpec): Variable[] {
  if (datasourceSaltSecretName === undefined) return [];
  return [fromSecret(environmentName("datasource.encryption.salt"), datasourceSaltSecretName, "salt")];
}

function objectStoreVariables(spec: SchedulerSpec): Variable[] {
  const { secretName, signIn } = spec.bindings.objectStore;
  const keys = applicationVersion(spec.version).objectStoreKeys;
  const from = (properties: readonly string[], key: string, optional?: true) =>
    properties.map((property) => fromSecret(environmentName(property), secretName, key, optional));
  const credentials = [...from(keys.accessKeyId, "access-key-id"), ...from(keys.secretAccessKey, "secret-access-key")];
  return [
    ...(signIn === undefined ? credentials : []),
    ...from(keys.region, "region"),
    ...from(keys.bucket, "bucket"),
    // A Secret for AWS itself may have no endpoint; the file's is empty.
    ...from(keys.endpoint, "endpoint", true),
  ];
}
