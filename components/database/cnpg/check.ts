import { checkQuantity, type Problem } from "../../binding/checks.ts";
import type { CloudNativePgSpec } from "../types.ts";

/** Roles that the operator makes for itself (https://cloudnative-pg.io/docs/1.27/security). */
export const operatorRoles: readonly string[] = ["cnpg_pooler_pgbouncer", "streaming_replica"];

/** Databases that are there before ours. */
export const serverDatabases: readonly string[] = ["postgres", "template0", "template1"];

const tagOf = (image: string): string => /:([^:/]*)$/.exec(image.replace(/@.*/, ""))?.[1] ?? "";

/** Backups of this form need Barman Cloud, which is in all flavours but those that say so in their tags. */
export const hasBarman = (image: string): boolean => !/-(minimal|standard)\b/.test(tagOf(image));

/** The operator reads PostgreSQL's version in the tag. */
export const hasVersionTag = (image: string): boolean => /^\d+\b/.test(tagOf(image));

/** What is wrong with the arguments beyond what every database must have; empty when they are right. */
export function checkCloudNativePg(spec: CloudNativePgSpec): Problem[] {
  return [
    ...checkQuantity("spec.storage.size", spec.storage.size, "100Gi"),
    ...checkQuantity("spec.resources.memory.limit", spec.resources.memory.limit, "4Gi"),
    ...refused("instances", spec.instances, isCount(spec.instances, 1), "a whole number from 1", "3"),
    ...refused("backups.days", spec.backups.days, isCount(spec.backups.days, 1), "a whole number from 1", "14"),
    ...refused("backups.time", spec.backups.time, isTime(spec.backups.time), "a time of the day in UTC", '"01:00"'),
    ...refused(
      "username",
      spec.username,
      !operatorRoles.includes(spec.username),
      "any name that is not a role of the operator's",
      '"dolphinscheduler"',
    ),
    ...refused(
      "database",
      spec.database,
      !serverDatabases.includes(spec.database),
      "any name that is not a database of the server's",
      '"dolphinscheduler"',
    ),
    ...refused(
      "image",
      spec.image,
      hasVersionTag(spec.image) && hasBarman(spec.image),
      "an image with Barman Cloud, by a tag that begins with PostgreSQL's version",
      '"ghcr.io/cloudnative-pg/postgresql:16.10-system-trixie"',
    ),
  ];
}

const isCount = (value: number, least: number) => Number.isInteger(value) && value >= least;
const isTime = (value: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(value);

function refused(path: string, value: unknown, right: boolean, allowed: string, example: string): Problem[] {
  if (right) return [];
  const propertyPath = `spec.${path}`;
  const reason = `${propertyPath}: ${JSON.stringify(value)} will not do; allowed is ${allowed}. Try ${example}.`;
  return [{ propertyPath, reason }];
}
