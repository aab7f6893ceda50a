import { type BadInput, bad, dev, prod } from "./base.ts";

const store = { store: "vault" };

export const badExternalSecrets: readonly BadInput[] = [
  bad(
    "an entry for a Secret that is made here",
    { ...dev, externalSecrets: { ...store, database: "prod/database" } },
    "externalSecrets.database",
    /database: \{backend: existing, secretName: <name>\}/,
  ),
  bad(
    "an entry for a login that is made here",
    { ...dev, externalSecrets: { ...store, admin: "prod/admin" } },
    "externalSecrets.admin",
    /security: \{adminSecretName: <name>\}/,
  ),
  bad(
    "entries of no store",
    { ...prod, externalSecrets: { database: "a", objectStore: "b" } },
    "externalSecrets.store",
    /store: vault/,
  ),
  bad("a refresh of no store", { ...dev, externalSecrets: { refresh: "5m" } }, "externalSecrets.store", /store: vault/),
  bad("a store with no entry", { ...prod, externalSecrets: store }, "externalSecrets.store", /database: prod\//),
  bad(
    "an entry that no store can have",
    { ...prod, externalSecrets: { ...store, database: "two words" } },
    "externalSecrets.database",
    /prod\/dolphinscheduler\/database/,
  ),
  bad(
    "a kind of store that is none",
    { ...prod, externalSecrets: { ...store, storeKind: "Vault", database: "a" } },
    "externalSecrets.storeKind",
    /ClusterSecretStore/,
  ),
  bad(
    "one Secret from two entries",
    {
      ...prod,
      objectStore: { backend: "existing", secretName: "postgres" },
      externalSecrets: { ...store, database: "a", objectStore: "b" },
    },
    "externalSecrets",
    /secretName of its own/,
  ),
];
