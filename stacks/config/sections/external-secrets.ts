import { z } from "zod";
import { option } from "./option.ts";
import { duration, matching, objectName } from "./text.ts";

const entry = (named: string, example: string) =>
  option(matching(/^[\w+=,.@/:-]{1,512}$/), {
    description: `Entry of the store with the keys of the Secret that \`${named}\` names.`,
    allowed: "letters, digits and _+=,.@/:-, at most 512 characters",
    example: `prod/dolphinscheduler/${example}`,
  }).optional();

export const externalSecrets = z.strictObject({
  store: objectName(
    "Store of the External Secrets Operator, which leads to AWS Secrets Manager, Vault or another. See docs/secrets.md.",
    "vault",
  ).optional(),
  storeKind: option(z.enum(["SecretStore", "ClusterSecretStore"]), {
    description: "Kind of the store: of the namespace, or of the whole cluster.",
    allowed: "SecretStore, ClusterSecretStore",
    example: "ClusterSecretStore",
  }),
  refresh: duration(86_400, "How often the Secrets follow their entries; 0 reads them once.", "1h"),
  database: entry("database.secretName", "database"),
  objectStore: entry("objectStore.secretName", "objectStore"),
  registry: entry("registry.secretName", "registry"),
  admin: entry("security.adminSecretName", "admin"),
  salt: entry("security.saltSecretName", "salt"),
  login: entry("login.secretName", "login"),
  backups: entry("database.backups.secretName", "backups"),
});
