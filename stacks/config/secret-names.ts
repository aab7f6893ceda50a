import { adminSecretName, saltSecretName } from "../../components/admin/names.ts";
import { authoritySecretName, clusterName } from "../../components/database/cnpg/names.ts";
import { postgresqlSecretName } from "../../components/database/postgresql.ts";
import { minioSecretNames } from "../../components/object-store/minio.ts";
import { certificateSecrets } from "../../components/registry/certificates.ts";
import { registrySecretName } from "../../components/registry/names.ts";
import { tlsSecretName } from "../../components/tls/objects.ts";
import { hasRegistryCertificates } from "./build-registry.ts";
import type { Settings } from "./schema.ts";

/** An option that names a Secret which somebody else makes, and what External Secrets needs to make it. */
interface SecretOption {
  readonly option: string;
  /** What the stack writes to have the option. */
  readonly needs: string;
  /** Name of the Secret; undefined where the stack wants none. */
  readonly nameIn: (settings: Settings) => string | undefined;
  readonly typeIn: (settings: Settings) => string;
}

/** A backend `existing` without a name has been refused. */
function service(section: "database" | "objectStore" | "registry", typeIn: SecretOption["typeIn"]): SecretOption {
  return {
    option: `${section}.secretName`,
    needs: `${section}: {backend: existing, secretName: <name>}`,
    nameIn: (settings) => (settings[section].backend === "existing" ? (settings[section].secretName ?? "") : undefined),
    typeIn,
  };
}

function other(option: string, needs: string, nameIn: SecretOption["nameIn"]): SecretOption {
  return { option, needs, nameIn, typeIn: () => "Opaque" };
}

/** What External Secrets can fill, by the entry of `externalSecrets`. */
export const externalEntries = {
  database: service("database", () => "servicebinding.io/postgresql"),
  objectStore: service("objectStore", () => "servicebinding.io/s3"),
  registry: service("registry", ({ registry }) => `servicebinding.io/${registry.kind}`),
  admin: other(
    "security.adminSecretName",
    "security: {adminSecretName: <name>}",
    ({ security }) => security.adminSecretName,
  ),
  salt: other(
    "security.saltSecretName",
    "security: {saltSecretName: <name>}",
    ({ security }) => security.saltSecretName,
  ),
  login: other("login.secretName", "login: {secretName: <name>}", ({ login }) => login.secretName),
  backups: other(
    "database.backups.secretName",
    "database: {backups: {secretName: <name>}}",
    ({ database }) => database.backups?.secretName,
  ),
} as const;

export type ExternalEntry = keyof typeof externalEntries;
export const externalEntryNames = Object.keys(externalEntries) as readonly ExternalEntry[];

/** Every Secret that the stack file names, by the option that does. */
export function namedSecrets(settings: Settings): { readonly option: string; readonly secretName: string }[] {
  const { image, ingress } = settings;
  const others = [
    ...(ingress.tlsSecretName === undefined
      ? []
      : [{ option: "ingress.tlsSecretName", secretName: ingress.tlsSecretName }]),
    ...image.pullSecrets.map((secretName) => ({ option: "image.pullSecrets", secretName })),
  ];
  const entries = Object.values(externalEntries).flatMap(({ nameIn, option }) => {
    const secretName = nameIn(settings);
    return secretName ? [{ option, secretName }] : [];
  });
  return [...entries, ...others];
}

/** Names of the Secrets that come with the environment, each with what is in it. */
export function madeSecrets(settings: Settings): ReadonlyMap<string, string> {
  const { database, name, objectStore, registry, security, tls } = settings;
  const cluster = clusterName(name);
  const groups: readonly (readonly [boolean, string, readonly string[]])[] = [
    [database.backend !== "existing", "the database's password", [postgresqlSecretName(name)]],
    [
      database.backend === "cloudnative-pg",
      "the certificates of CloudNativePG",
      [authoritySecretName(name), `${cluster}-server`, `${cluster}-replication`],
    ],
    [objectStore.backend !== "existing", "the object store's key", [minioSecretNames(name).binding]],
    [objectStore.backend === "minio", "MinIO's administrator", [minioSecretNames(name).root]],
    [/^(zookeeper|etcd)$/.test(registry.backend), "the registry's address", [registrySecretName(name)]],
    [
      hasRegistryCertificates(settings),
      "the registry's certificates",
      [`${name}-registry-ca`, ...Object.values(certificateSecrets(name, registry.certificateVersion))],
    ],
    [security.adminSecretName === undefined, "the login of admin", [adminSecretName(name, {})]],
    [
      security.datasourceEncryption === "on" && security.saltSecretName === undefined,
      "the salt of data sources",
      [saltSecretName(name)],
    ],
    [tls.issuer !== undefined, "the certificate of the user interface", [tlsSecretName(name)]],
  ];
  return new Map(groups.flatMap(([made, holds, names]) => (made ? names.map((it) => [it, holds] as const) : [])));
}
