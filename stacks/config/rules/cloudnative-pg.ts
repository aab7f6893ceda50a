import { hasBarman, hasVersionTag, operatorRoles, serverDatabases } from "../../../components/database/cnpg/check.ts";
import type { Problem } from "../problems.ts";
import type { Settings } from "../schema.ts";
import { type Facts, isProduction, type Rule, rule } from "./rule.ts";

type Database = Settings["database"];

/** A rule for databases of backend cloudnative-pg alone. */
function cnpgRule(
  says: string,
  reads: readonly string[],
  check: (database: Database, facts: Facts) => Problem | undefined,
): Rule {
  return rule(says, ["class", "database.backend", ...reads], (facts) =>
    facts.settings.database.backend === "cloudnative-pg" ? check(facts.settings.database, facts) : undefined,
  );
}

const imageFits = cnpgRule(
  "`database.clusterImage` has a tag that begins with PostgreSQL's version, and is of a flavour that can make backups.",
  ["database.clusterImage"],
  ({ clusterImage }) => {
    if (hasVersionTag(clusterImage) && hasBarman(clusterImage)) return undefined;
    return {
      path: "database.clusterImage",
      received: JSON.stringify(clusterImage),
      allowed: "a tag that begins with the version, and not of the minimal or standard flavour, which has no Barman",
      fix: "Write for example clusterImage: ghcr.io/cloudnative-pg/postgresql:16.10-system-trixie, or remove it.",
    };
  },
);

const productionHasStandbys = cnpgRule(
  "Class prod has at least 3 instances of its database: a commit is on a second one while a third is away.",
  ["database.instances"],
  ({ instances }, facts) => {
    if (!isProduction(facts) || instances >= 3) return undefined;
    return {
      path: "database.instances",
      received: String(instances),
      allowed: "at least 3 in class prod",
      fix: "Write instances: 3, or leave it out.",
    };
  },
);

const backupsAreKept = cnpgRule(
  "Backend `cloudnative-pg` keeps backups for at least a day, and in class prod for 7.",
  ["database.backupDays"],
  ({ backupDays }, facts) => {
    const least = isProduction(facts) ? 7 : 1;
    if (backupDays >= least) return undefined;
    return {
      path: "database.backupDays",
      received: String(backupDays),
      allowed: isProduction(facts)
        ? "at least 7 in class prod: a fault of last weekend must be reversible"
        : "at least 1",
      fix: "Write backupDays: 14, or leave it out.",
    };
  },
);

const backupsHaveAPlace = cnpgRule(
  "Backend `cloudnative-pg` beside an existing object store names the bucket of its `backups`: only the Secret knows the store's.",
  ["database.backups", "objectStore.backend"],
  ({ backups }, { settings: { objectStore } }) => {
    if (backups !== undefined || objectStore.backend !== "existing") return undefined;
    return {
      path: "database.backups",
      received: "nothing",
      allowed: "a bucket, because that of the existing object store is known to its Secret alone",
      fix: "Write for example backups: {bucket: acme-dolphin-backups, endpoint: https://s3.example.com}.",
    };
  },
);

const backupsHaveAKey = cnpgRule(
  "`database.backups` names its `secretName`, unless the object store is existing: the key of a bucket that is made here is for that bucket alone.",
  ["database.backups", "objectStore.backend"],
  ({ backups }, { settings: { objectStore } }) => {
    if (backups === undefined || backups.secretName !== undefined || objectStore.backend === "existing")
      return undefined;
    return {
      path: "database.backups.secretName",
      received: "nothing",
      allowed: `a Secret with a key for the bucket ${backups.bucket}`,
      fix: "Make a Secret with access-key-id, secret-access-key and region, and write its name.",
    };
  },
);

const nodesMakeNoBackups = cnpgRule(
  "With `objectStore.access: instance-profile` a `cloudnative-pg` database names its own `backups`: there is no key to hand on.",
  ["database.backups", "objectStore.backend", "objectStore.access"],
  ({ backups }, { settings: { objectStore } }) => {
    if (backups !== undefined || objectStore.backend !== "s3" || objectStore.access.kind !== "instance-profile")
      return undefined;
    return {
      path: "database.backups",
      received: "nothing, and objectStore.access instance-profile",
      allowed: "a bucket with a Secret of its key",
      fix: "Write for example backups: {bucket: acme-dolphin-backups, secretName: backup-store}.",
    };
  },
);

const backupsAreEncrypted = cnpgRule(
  "Class prod sends its database's backups over https.",
  ["database.backups"],
  ({ backups }, facts) => {
    const endpoint = backups?.endpoint;
    if (!isProduction(facts) || endpoint === undefined || endpoint.startsWith("https:")) return undefined;
    return {
      path: "database.backups.endpoint",
      received: JSON.stringify(endpoint),
      allowed: "an https URL in class prod: a backup is the whole database",
      fix: `Write endpoint: ${endpoint.replace("http:", "https:")}, if it serves that.`,
    };
  },
);

const taken = { database: serverDatabases, username: operatorRoles };

const namesAreFree = (["database", "username"] as const).map((option) =>
  cnpgRule(
    "With backend `cloudnative-pg`, `database.username` and `database.database` are none of its own.",
    [`database.${option}`],
    (it) => {
      if (!taken[option].includes(it[option])) return undefined;
      return {
        path: `database.${option}`,
        received: JSON.stringify(it[option]),
        allowed: `a name other than ${taken[option].join(", ")}`,
        fix: `Write for example ${option}: dolphinscheduler.`,
      };
    },
  ),
);

export const cloudNativePgRules: readonly Rule[] = [
  imageFits,
  productionHasStandbys,
  backupsAreKept,
  backupsHaveAPlace,
  backupsHaveAKey,
  nodesMakeNoBackups,
  backupsAreEncrypted,
  ...namesAreFree,
];
