import type { ObjectRule } from "../../core/rule.ts";
import { atLeast, cluster, clusterInstance, flagRule, instance, valueRule } from "./rds-rule.ts";

export const rdsRules: readonly ObjectRule[] = [
  flagRule("storageEncrypted", true, {
    id: "rds-encrypted",
    title: "The database is encrypted at rest",
    severity: "high",
    why: "Snapshots and disks leave the team's hands sooner or later; it cannot be switched on afterwards.",
  }),
  {
    ...flagRule(
      "publiclyAccessible",
      false,
      {
        id: "rds-not-public",
        title: "The database has no public address",
        severity: "critical",
        why: "A public address leaves one password between the internet and every data source.",
      },
      [instance, cluster, clusterInstance],
    ),
    remediates: true,
  },
  valueRule(
    {
      id: "rds-multi-az",
      title: "Production's database has a standby in another zone",
      severity: "high",
      why: "Without one the loss of a zone, or a patch, stops every workflow.",
      remediation: "Set multiAz to true (database.availability: multi-az).",
    },
    (object, { environmentClass }) => {
      const at = object.at("multiAz");
      if (object.type === cluster || environmentClass !== "prod" || at.unknown || at.flag === true) return [];
      return [
        { at, allowed: "true in production", fix: "Write multiAz: true.", patch: { path: at.path, value: true } },
      ];
    },
  ),
  valueRule(
    {
      id: "rds-backup-retention",
      title: "Backups reach back a week",
      severity: "high",
      why: "A mistake of Friday is noticed on Monday; 0 switches backups off altogether.",
      remediation: "Set backupRetentionPeriod to 7 or more days.",
      parameters: ["backupDays"],
    },
    (object, { parameters: { backupDays } }) => [atLeast(object.at("backupRetentionPeriod"), backupDays, "days")],
  ),
  flagRule("deletionProtection", true, {
    id: "rds-deletion-protection",
    title: "The database cannot be deleted by accident",
    severity: "high",
    why: "One replace in a preview that nobody read deletes it with every workflow.",
  }),
  flagRule("iamDatabaseAuthenticationEnabled", true, {
    id: "rds-iam-auth",
    title: "People sign in to the database with their own identity",
    severity: "medium",
    why: "A shared password tells nobody apart and is never changed.",
  }),
  flagRule(
    "autoMinorVersionUpgrade",
    true,
    {
      id: "rds-minor-upgrades",
      title: "Minor versions come by themselves",
      severity: "medium",
      why: "They hold the security fixes.",
    },
    [instance],
  ),
  valueRule(
    {
      id: "rds-logs",
      title: "The database's logs are kept",
      severity: "medium",
      why: "Who signed in, and which statement was slow, is only there.",
      remediation: "Set enabledCloudwatchLogsExports, for PostgreSQL to [postgresql, upgrade].",
    },
    (object) => {
      const at = object.at("enabledCloudwatchLogsExports");
      if (at.unknown || at.items.length > 0) return [];
      return [{ at, allowed: "the engine's logs", fix: "Write [postgresql, upgrade]." }];
    },
  ),
  valueRule(
    {
      id: "rds-enhanced-monitoring",
      title: "The database's host is watched",
      severity: "low",
      why: "A full disk or a busy processor shows there minutes before it shows in queries.",
      remediation: "Set monitoringInterval to 60 with a monitoringRoleArn.",
    },
    (object) => (object.type === instance ? [atLeast(object.at("monitoringInterval"), 1, "second")] : []),
  ),
  flagRule(
    "performanceInsightsEnabled",
    true,
    {
      id: "rds-performance-insights",
      title: "Slow queries are recorded",
      severity: "low",
      why: "Scheduler databases die of one query over a table that was never cleaned.",
    },
    [instance],
  ),
  valueRule(
    {
      id: "rds-ca-current",
      title: "The server's certificate is of an authority that lasts",
      severity: "high",
      why: "rds-ca-2019 ended in August 2024: clients that verify refuse the server.",
      remediation: "Set caCertIdentifier to rds-ca-rsa2048-g1 or later.",
    },
    (object) => {
      const at = object.at("caCertIdentifier");
      if (at.text === undefined || !/^rds-ca-20\d\d$/.test(at.text)) return [];
      const value = "rds-ca-rsa2048-g1";
      return [{ at, allowed: value, fix: `Write ${value}.`, patch: { path: at.path, value } }];
    },
  ),
  flagRule("copyTagsToSnapshot", true, {
    id: "rds-copy-tags",
    title: "Snapshots carry the tags of their database",
    severity: "low",
    why: "Without tags nobody knows whose a snapshot is, and rights by tag do not hold for it.",
  }),
  valueRule(
    {
      id: "rds-final-snapshot",
      title: "A deleted database leaves a snapshot",
      severity: "high",
      star: true,
      why: "It is the last way back after a deletion that was not meant.",
      remediation: "Set skipFinalSnapshot to false and name a finalSnapshotIdentifier.",
    },
    (object) => {
      const skip = object.at("skipFinalSnapshot");
      const name = object.at("finalSnapshotIdentifier");
      const patch = { path: skip.path, value: false };
      if (skip.flag === true) return [{ at: skip, allowed: "false", fix: "Write skipFinalSnapshot: false.", patch }];
      return name.absent && !skip.unknown ? [{ at: name, allowed: "a name", fix: "Name the final snapshot." }] : [];
    },
  ),
  valueRule(
    {
      id: "rds-no-apply-immediately-in-production",
      title: "Production's database changes in its maintenance window",
      severity: "high",
      star: true,
      why: "Applied at once, a change of class or parameters restarts the database in the middle of the day.",
      remediation: "Leave applyImmediately out.",
    },
    (object, { environmentClass }) => {
      const at = object.at("applyImmediately");
      if (environmentClass !== "prod" || at.flag !== true) return [];
      return [{ at, allowed: "false in production", fix: "Remove it.", patch: { path: at.path } }];
    },
  ),
  valueRule(
    {
      id: "rds-managed-password",
      title: "The database's password is nowhere in plain sight",
      severity: "critical",
      star: true,
      why: "A plain argument is in the state, in every preview's JSON and in the diff of whoever changes it.",
      remediation: "Set manageMasterUserPassword, or give a password that is a secret, such as RandomPassword.result.",
    },
    (object) =>
      [object.at("password"), object.at("masterPassword")]
        .filter((at) => at.present && !at.secret)
        .map((at) => ({
          at,
          received: "a password that is not marked as a secret",
          allowed: "nothing, or a secret",
          fix: "Set manageMasterUserPassword: true.",
        })),
  ),
];
