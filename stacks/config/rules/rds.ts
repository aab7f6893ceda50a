import { restoredInstance } from "../../../components/database/rds/names.ts";
import { mebibytes } from "../../../components/kubernetes/quantity.ts";
import { rdsInstance, restoreSource, smallestStorageGiB } from "../build-aws.ts";
import type { Problem } from "../problems.ts";
import type { Settings } from "../schema.ts";
import { minutesOfDay, overlap, parseWindow } from "../sections/windows.ts";
import { type Facts, isProduction, type Rule, rule } from "./rule.ts";

type Database = Settings["database"];

/** A rule for databases of backend rds alone. */
function rdsRule(
  says: string,
  reads: readonly string[],
  check: (database: Database, facts: Facts) => Problem | undefined,
): Rule {
  return rule(says, ["class", "database.backend", ...reads.map((option) => `database.${option}`)], (facts) =>
    facts.settings.database.backend === "rds" ? check(facts.settings.database, facts) : undefined,
  );
}

const required = {
  vpc: ["the VPC of the cluster", "vpc-0123456789abcdef0"],
  subnets: ["at least two private subnets of it", "[subnet-0123456789abcdef0, subnet-0fedcba9876543210]"],
  clusterSecurityGroup: ["the security group of the cluster's nodes", "sg-0123456789abcdef0"],
  caBundle: ["the certificates of Amazon RDS, because connections are always verified", "{configMap: rds-ca}"],
} as const;

const names = Object.entries(required).map(([option, [allowed, example]]) =>
  rdsRule("Backend `rds` names `vpc`, `subnets`, `clusterSecurityGroup` and `caBundle`.", [option], (database) => {
    if (database[option as keyof typeof required] !== undefined) return undefined;
    return {
      path: `database.${option}`,
      received: "nothing",
      allowed: `${allowed}: class prod and backend rds keep the database in AWS`,
      fix: `Write for example ${option}: ${example}; docs/production.md tells where to find it.`,
    };
  }),
);

const subnetsDiffer = rdsRule("`database.subnets` are different ones.", ["subnets"], ({ subnets = [] }) => {
  const twice = subnets.find((subnet, index) => subnets.indexOf(subnet) !== index);
  if (twice === undefined) return undefined;
  return {
    path: "database.subnets",
    received: `${twice} twice`,
    allowed: "different subnets, in at least two availability zones",
    fix: "Name a subnet of another availability zone in its place.",
  };
});

const largestStorageGiB = 65_536;

const storageIsWhole = (["storage", "storageLimit"] as const).map((option) =>
  rdsRule(
    "With backend `rds` sizes are whole Gi, from 20Gi to 64Ti, and have no storage class.",
    [option],
    ({ storage, storageLimit }, { written }) => {
      const { size, storageClass } = option === "storage" ? storage : { size: storageLimit, storageClass: undefined };
      const gib = mebibytes(size) / 1024;
      const possible = Number.isInteger(gib) && gib >= smallestStorageGiB && gib <= largestStorageGiB;
      if (!written(`database.${option}`) || (possible && storageClass === undefined)) return undefined;
      return {
        path: `database.${option}`,
        received: storageClass === undefined ? size : `${size} of the storage class ${storageClass}`,
        allowed: `whole Gi from ${smallestStorageGiB}Gi to ${largestStorageGiB}Gi: backend rds always uses gp3`,
        fix: `Write ${option}: ${Math.min(largestStorageGiB, Math.max(smallestStorageGiB, Math.ceil(gib)))}Gi.`,
      };
    },
  ),
);

const storageMayGrow = rdsRule(
  "`database.storageLimit` is at least a tenth more than `storage`: AWS refuses less.",
  ["storage", "storageLimit"],
  ({ storage, storageLimit }) => {
    if (mebibytes(storageLimit) >= mebibytes(storage.size) * 1.1) return undefined;
    return {
      path: "database.storageLimit",
      received: `${storageLimit} with storage ${storage.size}`,
      allowed: "at least a tenth more than storage, so that the database can grow before it is full",
      fix: `Write storageLimit: ${Math.ceil((mebibytes(storage.size) * 2) / 1024)}Gi.`,
    };
  },
);

const windowsLast = (["backupWindow", "maintenanceWindow"] as const).map((option) =>
  rdsRule("A window lasts half an hour to a day.", [option], (database) => {
    const { minutes } = parseWindow(database[option]);
    if (minutes >= 30 && minutes < minutesOfDay) return undefined;
    return {
      path: `database.${option}`,
      received: `${database[option]}, which is ${minutes} minutes`,
      allowed: "at least 30 minutes and less than 24 hours",
      fix: `Write for example ${option}: ${option === "backupWindow" ? "01:00-02:00" : "sun:03:00-sun:04:00"}.`,
    };
  }),
);

const windowsAreApart = rdsRule(
  "`database.backupWindow` and `maintenanceWindow` have no minute in common.",
  ["backupWindow", "maintenanceWindow"],
  ({ backupWindow, maintenanceWindow }) => {
    const maintenance = parseWindow(maintenanceWindow);
    if (maintenance.minutes >= minutesOfDay || !overlap(parseWindow(backupWindow), maintenance)) return undefined;
    return {
      path: "database.maintenanceWindow",
      received: `${maintenanceWindow} over the daily backup at ${backupWindow}`,
      allowed: "a time without a backup: AWS refuses windows that overlap",
      fix: "Move one of them.",
    };
  },
);

const productionKeepsBackups = rdsRule("Class prod keeps backups for at least 7 days.", ["backupDays"], (it, facts) => {
  if (!isProduction(facts) || it.backupDays >= 7) return undefined;
  return {
    path: "database.backupDays",
    received: String(it.backupDays),
    allowed: "at least 7 in class prod: a fault of last weekend must be reversible",
    fix: "Write backupDays: 14, or leave it out.",
  };
});

const productionHasStandby = rdsRule("Class prod keeps a standby of its database.", ["availability"], (it, facts) => {
  if (!isProduction(facts) || it.availability === "multi-az") return undefined;
  return {
    path: "database.availability",
    received: it.availability,
    allowed: "multi-az in class prod: one lost zone must stop nothing",
    fix: "Remove the line.",
  };
});

const minute = 60_000;
const day = 24 * 60 * minute;

/** Minutes for which the newest changes are in no backup yet, and days after which no backup reaches back. */
const reach = { newest: 5, oldest: 35 };

const restoreIsPossible = rdsRule(
  `\`database.restoreFrom\` is a time that backups reach back to, at least ${reach.newest} minutes ago, and not what the instance was made from.`,
  ["restoreFrom", "instance", "backupDays"],
  (it, { now, settings }) => {
    if (it.restoreFrom === undefined) return undefined;
    const instance = rdsInstance(settings);
    const from = restoreSource(it.restoreFrom, instance);
    if (restoredInstance(instance, from) === instance) {
      return {
        path: "database.restoreFrom",
        received: `what ${instance} was made from`,
        allowed: "another snapshot or time: this one has taken over",
        fix: "Remove restoreFrom: the restore is done.",
      };
    }
    // An instance that serves is there: nobody asks for its backups again.
    if (from.kind === "snapshot" || it.restoreFrom.serve === "restored") return undefined;
    return outOfReach(from, Date.parse(now), from.source === instance ? it.backupDays : reach.oldest);
  },
);

function outOfReach({ time }: { readonly time: string }, now: number, days: number): Problem | undefined {
  const path = "database.restoreFrom.pointInTime";
  const age = now - Date.parse(time);
  if (days === 0) {
    return {
      path,
      received: `${time}, of an instance without backups (backupDays: 0)`,
      allowed: "a time of an instance that keeps backups",
      fix: "Name a snapshot, or a source that has backups.",
    };
  }
  if (age < reach.newest * minute) {
    return {
      path,
      received: age < 0 ? `${time}, which is still to come` : `${time}, which is less than ${reach.newest} minutes ago`,
      allowed: `a time at least ${reach.newest} minutes ago, within the backup days of its source`,
      fix: "Mend the date, or its offset from UTC.",
    };
  }
  if (age <= days * day) return undefined;
  return {
    path,
    received: `${time}, which is more than ${days} days ago`,
    allowed: `a time within the ${days} days that its source's backups reach back`,
    fix: "Name a later time or a snapshot. If the instance is there: write serve: restored, or remove restoreFrom.",
  };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html and the roles RDS makes itself. */
const reserved = { database: /^(template[01]|rdsadmin)$/, username: /^(admin|rds.*)$/ };

const namesAreFree = (["database", "username"] as const).map((option) =>
  rdsRule(
    "With backend `rds`, `database.username` and `database.database` begin with a letter and are none of its own.",
    [option],
    (it) => {
      if (/^[a-z]/.test(it[option]) && !reserved[option].test(it[option])) return undefined;
      return {
        path: `database.${option}`,
        received: JSON.stringify(it[option]),
        allowed: "a name that begins with a letter and that RDS does not keep for itself",
        fix: `Write for example ${option}: dolphinscheduler.`,
      };
    },
  ),
);

export const rdsRules: readonly Rule[] = [
  ...names,
  subnetsDiffer,
  ...storageIsWhole,
  storageMayGrow,
  ...windowsLast,
  windowsAreApart,
  productionKeepsBackups,
  productionHasStandby,
  restoreIsPossible,
  ...namesAreFree,
];
