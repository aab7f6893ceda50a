import type { ExternalSecretsSpec } from "../../components/external-secrets/types.ts";
import type { Settings } from "./schema.ts";
import { externalEntries, externalEntryNames } from "./secret-names.ts";

/** The Secrets that an operator fills from outside; undefined where the section is not there. */
export function externalSecrets(settings: Settings): ExternalSecretsSpec | undefined {
  const { refresh, store, storeKind, ...entries } = settings.externalSecrets;
  if (store === undefined) return undefined;
  const secrets = externalEntryNames.flatMap((entry) => {
    const { nameIn, typeIn } = externalEntries[entry];
    const [remoteKey, secretName] = [entries[entry], nameIn(settings)];
    return remoteKey === undefined || !secretName ? [] : [{ remoteKey, secretName, type: typeIn(settings) }];
  });
  return { refreshSeconds: refresh, secrets, store: { kind: storeKind, name: store } };
}
