import type { CaBundle } from "./types.ts";

/** Folder of the database's certificates in every consumer's container. */
const caFolder = "/etc/dolphinpod/database-ca";
const fileName = "ca.pem";
const volumeName = "database-ca";

/** Where a consumer finds the certificates, whatever the ConfigMap's key is called. */
export const caFile: string = `${caFolder}/${fileName}`;

/**
 * The volume of the certificates. A mount of the whole folder follows the ConfigMap, and pgjdbc reads the file for each
 * connection, so a new bundle needs no restart.
 */
export function caVolume({ configMapName, key }: CaBundle) {
  return {
    configMap: { defaultMode: 0o444, items: [{ key, path: fileName }], name: configMapName },
    name: volumeName,
  };
}

export const caMount = { mountPath: caFolder, name: volumeName, readOnly: true };

/** Parameters of the JDBC URL for a way to trust the server (https://jdbc.postgresql.org/documentation/ssl/). */
export function tlsParameters(sslMode: string, caBundle: CaBundle | undefined): Record<string, string> {
  return caBundle === undefined ? { sslmode: sslMode } : { sslmode: sslMode, sslrootcert: caFile };
}
