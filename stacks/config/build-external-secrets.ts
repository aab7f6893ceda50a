import type { ExternalSecretsSpec } from "../../components/external-secrets/types.ts";
import type { Settings } from "./schema.ts";

/** Sections whose backend `existing` names a Secret. */
export const externalServices = ["database", "objectStore", "registry"] as const;

const bindingTypes = { database: "postgresql", objectStore: "s3", registry: "zookeeper" } as const;

/** The Secrets that an operator fills from outside; undefined where the section is not there. */
export function externalSecrets(settings: Settings): ExternalSecretsSpec | undefined {
  const { refresh, store, storeKind, ...entries } = settings.externalSecrets;
  if (store === undefined) return undefined;
  const secrets = externalServices.flatMap((section) => {
    const [remoteKey, secretName] = [entries[section], settings[section].secretName];
    if (remoteKey === undefined || secretName === undefined) return [];
    return [{ remoteKey, secretName, type: `servicebinding.io/${bindingTypes[section]}` }];
  });
  return { refreshSeconds: refresh, secrets, store: { kind: storeKind, name: store } };
}
