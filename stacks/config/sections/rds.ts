import { z } from "zod";
import { awsName } from "./aws.ts";
import { option } from "./option.ts";
import { bytes } from "./quantities.ts";
import { count, matching, objectName } from "./text.ts";
import { windowOfDay, windowOfWeek } from "./windows.ts";

function awsId(kind: string, description: string) {
  return option(matching(new RegExp(`^${kind}-([0-9a-f]{8}|[0-9a-f]{17})$`)), {
    description,
    allowed: `${kind}- and 8 or 17 hexadecimal digits`,
    example: `${kind}-0123456789abcdef0`,
  });
}

const path = option(matching(/^[^\0]{1,1000}$/), {
  description: "Path of a file in PEM form, from the project's folder.",
  allowed: "a path",
  example: "certificates/global-bundle.pem",
});
const configMapKey = option(matching(/^[-._a-zA-Z0-9]{1,253}$/), {
  description: "Key of the ConfigMap. Left out, global-bundle.pem.",
  allowed: "letters, digits, '-', '_' and '.'",
  example: "ca.pem",
});

/** A bundle of certificates: in a ConfigMap that is there, or in a file of the project. */
export const caBundle = option(
  z
    .strictObject({
      configMap: objectName("ConfigMap in the namespace.", "rds-ca").optional(),
      key: configMapKey.optional(),
      file: path.optional(),
    })
    .refine(({ configMap, file, key }) => (configMap === undefined ? file && key === undefined : file === undefined)),
  {
    description:
      "Certificates that the server's must lead to. Backend `rds`, `verify-ca` and `verify-full` need them; AWS " +
      "publishes its own as global-bundle.pem.",
    allowed: "{configMap, key} of a ConfigMap in the namespace, or {file} with a path in the project",
    example: { configMap: "rds-ca" },
  },
);

const identifier = (description: string, example: string, pattern: RegExp) =>
  option(matching(pattern), { description, allowed: "an identifier, as AWS shows it", example });

const restoreFrom = option(
  z
    .strictObject({
      snapshot: identifier(
        "Snapshot.",
        "rds:dolphin-prod-database-2026-01-31-01-07",
        /^[A-Za-z][A-Za-z0-9:-]{0,254}$/,
      ).optional(),
      pointInTime: option(z.iso.datetime({ offset: true }), {
        description: "Time, with its zone.",
        allowed: "a time in ISO 8601 with Z or an offset",
        example: "2026-01-31T09:55:00Z",
      }).optional(),
      source: identifier(
        "Instance whose backups reach back to the time. Left out, `instance`.",
        "dolphin-prod-database",
        /^[a-z][a-z0-9-]{0,62}$/,
      ).optional(),
      serve: option(z.enum(["original", "restored"]), {
        description: "Which of the two the scheduler uses.",
        allowed: "original, restored",
        example: "original",
      }).default("original"),
    })
    .refine(({ pointInTime, snapshot, source }) =>
      snapshot === undefined ? pointInTime : pointInTime === undefined && source === undefined,
    ),
  {
    description:
      "Builds a second instance beside the first, from a snapshot or from a point in time of its backups. Every " +
      "preview says what comes next; docs/production.md has the whole way.",
    allowed: "{snapshot, serve}, or {pointInTime, source, serve} with a time in ISO 8601 with its zone",
    example: { pointInTime: "2026-01-31T09:55:00Z" },
  },
);

/** Options of `database` that backend rds alone has. */
export const rdsOptions = {
  instance: option(matching(new RegExp(`^(?=.{1,45}(-restored-[0-9a-f]{8})?$)${awsName}$`)), {
    description: "Identifier of the RDS instance. Left out, `<prefix>-database`. Another one is another instance.",
    allowed: "at most 45 lower-case letters, digits and single dashes, beginning with a letter",
    example: "dolphin-prod-database",
    hint: "name",
  }).optional(),
  engineVersion: option(
    z.preprocess((value) => (typeof value === "number" ? String(value) : value), z.enum(["14", "15", "16", "17"])),
    {
      description: "Major version of PostgreSQL. Minor ones come by themselves in the maintenance window.",
      allowed: "14, 15, 16, 17",
      example: "16",
      shorthand: { type: "number" },
    },
  ),
  majorUpgrade: option(z.enum(["refuse", "allow"]), {
    description:
      "Whether another `engineVersion` may upgrade the instance. Nothing leads back: allow it for one update.",
    allowed: "refuse, allow",
    example: "allow",
  }),
  instanceClass: option(matching(/^db\.[a-z]{1,3}\d[a-z]{0,4}\.(micro|small|medium|large|\d*xlarge)$/), {
    description: "Class of the RDS instance.",
    allowed: "a class as AWS names it: db., family with its generation, and size",
    example: "db.m7g.large",
  }),
  storageLimit: option(bytes(20 * 1024), {
    description: "Size that the storage may grow to by itself; at least a tenth more than `storage`.",
    allowed: "bytes in whole Gi, at least 20Gi",
    example: "500Gi",
    hint: "bytes",
  }),
  availability: option(z.enum(["multi-az", "single-az"]), {
    description: "`multi-az` keeps a standby in another zone, which takes over by itself. Class prod needs it.",
    allowed: "multi-az, single-az",
    example: "multi-az",
  }),
  backupDays: count(0, 35, "Days that the database can be set back to any second of. Class prod needs 7.", 14),
  backupWindow: windowOfDay("Time of the daily backup, in UTC.", "01:00-02:00"),
  maintenanceWindow: windowOfWeek(
    "Time in which AWS may upgrade and restart the instance, in UTC.",
    "sun:03:00-sun:04:00",
  ),
  passwordVersion: count(
    1,
    9999,
    "Raise it to give the database's user another generated password; with backend existing, after you changed the " +
      "Secret. Exactly its consumers restart.",
    2,
  ),
  vpc: awsId("vpc", "VPC of the cluster.").optional(),
  subnets: option(z.array(matching(/^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/)).min(2), {
    description: "Private subnets of the VPC in at least two availability zones.",
    allowed: "a list of at least two subnets, each subnet- and 8 or 17 hexadecimal digits",
    example: ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"],
  }).optional(),
  clusterSecurityGroup: awsId("sg", "Security group of the cluster's nodes: the only one that is let in.").optional(),
  restoreFrom: restoreFrom.optional(),
};
