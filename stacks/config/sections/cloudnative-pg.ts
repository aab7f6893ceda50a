import { z } from "zod";
import { backupFolder } from "../../../components/database/cnpg/names.ts";
import { option } from "./option.ts";
import { cidr, count, imageReference, matching, namespaceName, objectName } from "./text.ts";

const backups = option(
  z.strictObject({
    bucket: option(matching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/), {
      description: "Bucket, which must exist.",
      allowed: "3 to 63 lower-case letters, digits, '-' and '.'",
      example: "acme-dolphin-backups",
    }),
    folder: option(
      matching(/^[a-z0-9][\w.-]*(\/[a-z0-9][\w.-]*)*$/)
        .max(200)
        .default(backupFolder),
      {
        description:
          "Folder in the bucket, below which the cluster's name follows. Environments of the same name in one bucket need " +
          `different ones. A running one keeps its own. Left out, ${backupFolder}.`,
        allowed: "names of letters, digits, '-', '_' and '.', with slashes between them",
        example: "prod-eu/database-backups",
      },
    ),
    endpoint: option(matching(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/), {
      description: "Endpoint of its S3 API. Left out, AWS.",
      allowed: "an http or https URL without a path",
      example: "https://s3.example.com",
    }).optional(),
    secretName: objectName(
      "Secret in the namespace with the keys access-key-id, secret-access-key and region. Left out, the Secret of " +
        "an existing object store.",
      "backup-store",
    ).optional(),
    cidr: cidr("Address range of the endpoint, for the network policy. Left out, any.", "10.20.0.0/16").optional(),
  }),
  {
    description:
      "Where the database's backups go. Left out, beside the files of backends `minio` and `s3`, where the key of the " +
      "scheduler reaches them, which tasks have too.",
    allowed: "{bucket, folder, endpoint, secretName, cidr}",
    example: { bucket: "acme-dolphin-backups", secretName: "backup-store" },
  },
);

/** Options of `database` that backend cloudnative-pg alone has. */
export const cloudNativePgOptions = {
  clusterImage: imageReference(
    "PostgreSQL image for CloudNativePG: one with Barman Cloud, by a tag that begins with PostgreSQL's version.",
    "ghcr.io/cloudnative-pg/postgresql:16.10-system-trixie",
  ),
  instances: count(1, 9, "Instances: one primary, the others take over. Class prod needs 3.", 3),
  operatorNamespace: namespaceName("Namespace of CloudNativePG's operator.", "cnpg-system"),
  apiServer: cidr(
    "Address range of the Kubernetes API, which every instance asks, for the network policy. Left out, any.",
    "10.20.0.0/16",
  ).optional(),
  backupTime: option(matching(/^([01]\d|2[0-3]):[0-5]\d$/), {
    description: "Time of the daily backup, in UTC.",
    allowed: "a time of the day from 00:00 to 23:59",
    example: "01:00",
  }),
  backups: backups.optional(),
};
