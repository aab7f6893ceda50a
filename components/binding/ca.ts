import type { CaBundle } from "./types.ts";

/** Folder of the database's certificates in every consumer's container. */
const caFolder = "/etc/dolphinpod/database-ca";
const fileName = "ca.pem";
const volumeName = "database-ca";

/** Where a consumer finds the certificates, whatever its source and the key are called. */
export const caFile: string = `${caFolder}/${fileName}`;

/**
 * The volume of the certificates. A mount of the whole folder follows its source, and pgjdbc reads the file for each
 * connection, so a new bundle needs no restart. Only the one key is mounted: a Secret may hold the authority's own too.
 */
export function caVolume(bundle: CaBundle) {
  const files = { defaultMode: 0o444, items: [{ key: bundle.key, path: fileName }] };
  return "secretName" in bundle
    ? { name: volumeName, secret: { ...files, secretName: bundle.secretName } }
    : { configMap: { ...files, name: bundle.configMapName }, name: volumeName };
}

export const caMount = { mountPath: caFolder, name: volumeName, readOnly: true };

/** Parameters of the JDBC URL for a way to trust the server (https://jdbc.postgresql.org/documentation/ssl/). */
export function tlsParameters(sslMode: string, caBundle: CaBundle | undefined): Record<string, string> {
  return caBundle === undefined ? { sslmode: sslMode } : { sslmode: sslMode, sslrootcert: caFile };
}
