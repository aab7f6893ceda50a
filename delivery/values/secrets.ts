import { holdsSecret, isRecord } from "../../stacks/config/problems.ts";
import type { Sections } from "./lay-over.ts";
import { secretNames } from "./map/secret-names.ts";
import type { Chart } from "./types.ts";

/** A Secret that a person makes before the first update. */
export interface Recipe {
  readonly name: string;
  readonly type: string;
  /** Keys whose values the values file says openly. */
  readonly literals: Readonly<Record<string, string>>;
  /** Keys whose values are secret: each from a file of that name. */
  readonly files: Readonly<Record<string, string>>;
}

/** What to put where: of secrets only where they stand now. */
export function recipes(sections: Sections, chart: Chart): readonly Recipe[] {
  const named = (section: string, option: string) => {
    const options = sections[section];
    return isRecord(options) ? options[option] : undefined;
  };
  return [
    ...(named("database", "secretName") === undefined ? [] : [database(chart)]),
    ...(named("objectStore", "secretName") === undefined ? [] : [objectStore(chart)]),
    ...(named("registry", "secretName") === undefined ? [] : [registry(chart, named("registry", "access"))]),
    ...(named("login", "secretName") === undefined ? [] : [login(chart)]),
    ...(named("security", "saltSecretName") === undefined ? [] : [salt()]),
  ];
}

/** Secrets that the installation before had in its namespace under the same name. */
export function copies({ image, ingress }: Sections): readonly string[] {
  const pull = isRecord(image) && Array.isArray(image["pullSecrets"]) ? image["pullSecrets"] : [];
  const certificate = isRecord(ingress) ? [ingress["tlsSecretName"]] : [];
  return [...pull, ...certificate].filter((it) => typeof it === "string");
}

const files = (...entries: readonly (readonly [string, string])[]) => Object.fromEntries(entries);

/** An open value, or where it stands if it is none or looks like a secret after all. */
function open(chart: Chart, path: string): string {
  const text = chart.text(path);
  return text === "" || holdsSecret(text) ? `<${path}>` : text;
}

function database(chart: Chart): Recipe {
  const at = (name: string) => open(chart, `externalDatabase.${name}`);
  return {
    name: secretNames.database,
    type: "servicebinding.io/postgresql",
    literals: {
      type: "postgresql",
      host: at("host"),
      port: at("port"),
      database: at("database"),
      username: at("username"),
    },
    files: files(["password", "externalDatabase.password"]),
  };
}

function objectStore(chart: Chart): Recipe {
  const later = chart.isSet("conf.common.aws.s3.bucket.name") || chart.isSet("conf.common.aws.s3.endpoint");
  const at = later ? "conf.common.aws.s3" : "conf.common.resource.aws";
  const bucket = later ? "bucket.name" : "s3.bucket.name";
  const endpoint = `${at}.${later ? "endpoint" : "s3.endpoint"}`;
  return {
    name: secretNames.objectStore,
    type: "servicebinding.io/s3",
    literals: {
      type: "s3",
      endpoint: chart.isSet(endpoint) ? open(chart, endpoint) : `<${endpoint}>`,
      region: open(chart, `${at}.region`),
      bucket: open(chart, `${at}.${bucket}`),
    },
    files: files(
      ["access-key-id", `${at}.access.key.id`],
      ["secret-access-key", `${at}.${later ? "access.key.secret" : "secret.access.key"}`],
    ),
  };
}

function registry(chart: Chart, access: unknown): Recipe {
  const etcd = chart.on("registryEtcd.enabled");
  const kind = etcd ? "etcd" : "zookeeper";
  const certificates = etcd && access === "certificates";
  return {
    name: secretNames.registry,
    type: `servicebinding.io/${kind}`,
    literals: {
      type: kind,
      ...(etcd
        ? { endpoints: open(chart, "registryEtcd.endpoints") }
        : { "connect-string": open(chart, "externalRegistry.registryServers") }),
      ...(access === "password" ? { username: open(chart, "registryEtcd.user") } : {}),
    },
    files: files(
      ...(access === "password" ? [["password", "registryEtcd.passWord"] as const] : []),
      ...(certificates
        ? ([
            ["ca.crt", "the file of registryEtcd.ssl.certFile"],
            ["tls.crt", "the file of registryEtcd.ssl.keyCertChainFile"],
            ["tls.key", "the file of registryEtcd.ssl.keyFile (PKCS #8)"],
          ] as const)
        : []),
    ),
  };
}

function login(chart: Chart): Recipe {
  const at = "security.authentication.ldap";
  const store = [
    ["trust-store", `${at}.ssl.jksbase64content, decoded, with the authorities of the object store added`],
    ["trust-store-password", `${at}.ssl.truststorepassword`],
  ] as const;
  return {
    name: secretNames.login,
    type: "Opaque",
    literals: {},
    files: files(["password", `${at}.password`], ...(chart.on(`${at}.ssl.enable`) ? store : [])),
  };
}

function salt(): Recipe {
  return {
    name: secretNames.salt,
    type: "Opaque",
    literals: {},
    files: files(["salt", "conf.common.datasource.encryption.salt"]),
  };
}
