import { externalServices } from "../build-external-secrets.ts";
import { type Rule, rule } from "./rule.ts";

function entryHasBackend(section: (typeof externalServices)[number]): Rule {
  return rule(
    `\`externalSecrets.${section}\` fills the Secret of a backend \`existing\`.`,
    [`externalSecrets.${section}`, `${section}.backend`],
    ({ settings }) => {
      const { backend } = settings[section];
      if (settings.externalSecrets[section] === undefined || backend === "existing") return undefined;
      return {
        path: `externalSecrets.${section}`,
        received: `an entry of the store, with ${section}.backend ${backend}`,
        allowed: "an entry for a backend existing: others make their Secret themselves",
        fix: `Remove it, or write ${section}: {backend: existing, secretName: <name>}.`,
      };
    },
  );
}

const storeHasEntries = rule(
  "`externalSecrets` names a store and at least one entry of it.",
  ["externalSecrets.store", ...externalServices.map((section) => `externalSecrets.${section}`)],
  ({ settings: { externalSecrets: it }, written }) => {
    if (it.store === undefined) {
      const idle = ["storeKind", "refresh", ...externalServices].filter((option) =>
        written(`externalSecrets.${option}`),
      );
      if (idle.length === 0) return undefined;
      return {
        path: "externalSecrets.store",
        received: `no store, beside ${idle.join(", ")}`,
        allowed: "the name of a SecretStore or ClusterSecretStore",
        fix: "Name the store, for example store: vault.",
      };
    }
    if (externalServices.some((section) => it[section] !== undefined)) return undefined;
    return {
      path: "externalSecrets.store",
      received: "a store, and no entry of it",
      allowed: `a store with an entry for ${externalServices.join(", ")}, or for some of them`,
      fix: "Write for example database: prod/dolphinscheduler/database, or remove the section.",
    };
  },
);

const secretsDiffer = rule(
  "`externalSecrets` fills each Secret from one entry.",
  externalServices.flatMap((section) => [`externalSecrets.${section}`, `${section}.secretName`]),
  ({ settings }) => {
    const names = externalServices.flatMap((section) =>
      settings.externalSecrets[section] === undefined ? [] : (settings[section].secretName ?? []),
    );
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice === undefined) return undefined;
    return {
      path: "externalSecrets",
      received: `two entries for the Secret ${twice}`,
      allowed: "one entry a Secret",
      fix: "Give each service a secretName of its own.",
    };
  },
);

export const externalSecretsRules: readonly Rule[] = [
  ...externalServices.map(entryHasBackend),
  storeHasEntries,
  secretsDiffer,
];
