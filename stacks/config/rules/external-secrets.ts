import { type ExternalEntry, externalEntries, externalEntryNames } from "../secret-names.ts";
import { type Rule, rule } from "./rule.ts";

function entryHasSecret(entry: ExternalEntry): Rule {
  const { nameIn, needs, option } = externalEntries[entry];
  const [section = ""] = option.split(".");
  return rule(
    "An entry of `externalSecrets` fills a Secret that an option names: what is made here has its values from here.",
    [`externalSecrets.${entry}`, option, `${section}.backend`],
    ({ settings }) => {
      if (settings.externalSecrets[entry] === undefined || nameIn(settings) !== undefined) return undefined;
      return {
        path: `externalSecrets.${entry}`,
        received: `an entry of the store, and no ${option} that it could fill`,
        allowed: "an entry for a Secret of yours: the others are made here",
        fix: `Remove it, or write ${needs}.`,
      };
    },
  );
}

const storeHasEntries = rule(
  "`externalSecrets` names a store and at least one entry of it.",
  ["externalSecrets.store", ...externalEntryNames.map((entry) => `externalSecrets.${entry}`)],
  ({ settings: { externalSecrets: it }, written }) => {
    if (it.store === undefined) {
      const idle = ["storeKind", "refresh", ...externalEntryNames].filter((option) =>
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
    if (externalEntryNames.some((entry) => it[entry] !== undefined)) return undefined;
    return {
      path: "externalSecrets.store",
      received: "a store, and no entry of it",
      allowed: `a store with an entry for ${externalEntryNames.join(", ")}, or for some of them`,
      fix: "Write for example database: prod/dolphinscheduler/database, or remove the section.",
    };
  },
);

const secretsDiffer = rule(
  "`externalSecrets` fills each Secret from one entry.",
  externalEntryNames.flatMap((entry) => [`externalSecrets.${entry}`, externalEntries[entry].option]),
  ({ settings }) => {
    const names = externalEntryNames.flatMap((entry) =>
      settings.externalSecrets[entry] === undefined ? [] : (externalEntries[entry].nameIn(settings) ?? []),
    );
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice === undefined) return undefined;
    return {
      path: "externalSecrets",
      received: `two entries for the Secret ${twice}`,
      allowed: "one entry a Secret",
      fix: "Give each a secretName of its own.",
    };
  },
);

export const externalSecretsRules: readonly Rule[] = [
  ...externalEntryNames.map(entryHasSecret),
  storeHasEntries,
  secretsDiffer,
];
