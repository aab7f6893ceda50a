import { z } from "zod";
import { cloudNativePgOptions } from "./cloudnative-pg.ts";
import { option } from "./option.ts";
import { cpu, memory, storage } from "./quantities.ts";
import { caBundle, rdsOptions } from "./rds.ts";
import { s3Options } from "./s3.ts";
import { cidr, count, imageReference, matching, objectName, port } from "./text.ts";

function secretName(service: string, keys: string) {
  return objectName(
    `Secret that you made in the namespace, in the form of the Service Binding Specification (${keys}).`,
    `shared-${service}`,
  );
}

const address = (server: string) =>
  cidr(`Address range of ${server}, for the network policy. Left out, any.`, "10.20.0.0/16");

export const database = z.strictObject({
  backend: option(z.enum(["in-cluster", "rds", "cloudnative-pg", "existing"]), {
    description:
      "`in-cluster`: one PostgreSQL for trying out, without replica or backup. `rds`: an instance of Amazon RDS. " +
      "`cloudnative-pg`: instances in the namespace by the operator of that name, which must be there. `existing`: yours.",
    allowed: "in-cluster, rds, cloudnative-pg, existing",
    example: "existing",
  }),
  image: imageReference("PostgreSQL image.", "postgres:16.4"),
  exporterImage: imageReference(
    "Image of postgres_exporter, which stands beside PostgreSQL where `monitoring` is on.",
    "quay.io/prometheuscommunity/postgres-exporter:v0.17.1",
  ),
  database: option(matching(/^[a-z_][a-z0-9_]{0,62}$/), {
    description: "Name of the database.",
    allowed: "lower-case letters, digits and '_', at most 63 characters",
    example: "dolphinscheduler",
  }),
  username: option(matching(/^(?!pg_|postgres$)[a-z_][a-z0-9_]{0,62}$/), {
    description: "Owner of the database. The password is generated.",
    allowed: "lower-case letters, digits and '_', at most 63 characters; not postgres, and not beginning with pg_",
    example: "dolphinscheduler",
  }),
  storage: storage("Volume of the data; with backend rds a size in whole Gi."),
  cpu: cpu("the database"),
  memory: memory("the database", 128),
  secretName: secretName("postgres", "keys type, host, port, database, username, password").optional(),
  sslMode: option(z.enum(["disable", "require", "verify-ca", "verify-full"]), {
    description:
      "How far the connection trusts the server. Class prod encrypts. Backend rds always does `verify-full`.",
    allowed: "disable, require, verify-ca, verify-full",
    example: "verify-full",
  }),
  caBundle: caBundle.optional(),
  port: port("Port of the server, for the network policy.", 5432),
  maxConnections: count(
    20,
    10_000,
    "Connections that the server allows, where they do not follow from `memory` or `instanceClass`: the servers never need more.",
    200,
  ).optional(),
  cidr: address("the server").optional(),
  ...rdsOptions,
  ...cloudNativePgOptions,
});

export const objectStore = z.strictObject({
  backend: option(z.enum(["minio", "s3", "existing"]), {
    description:
      "`minio`: one server with one volume, for trying out. `s3`: a bucket of Amazon S3. `existing`: yours, any S3 API.",
    allowed: "minio, s3, existing",
    example: "existing",
  }),
  image: imageReference("MinIO image.", "minio/minio:RELEASE.2025-09-07T16-13-09Z"),
  clientImage: imageReference(
    "Image with the `mc` client, which makes the bucket.",
    "minio/mc:RELEASE.2025-08-13T08-35-41Z",
  ),
  bucket: option(matching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/), {
    description:
      "Bucket of resource files and task logs. It is made. Backend s3 needs a name of your own, without dots.",
    allowed: "3 to 63 lower-case letters, digits, '-' and '.'",
    example: "dolphinscheduler",
  }),
  region: option(matching(/^[a-z0-9-]{1,63}$/), {
    description: "Region that clients of MinIO sign for.",
    allowed: "lower-case letters, digits and '-'",
    example: "us-east-1",
  }),
  keyVersion: count(
    1,
    9999,
    "Raise it to give the store's user another generated key; with backend existing, after you changed the Secret. " +
      "Exactly its consumers restart.",
    2,
  ),
  storage: storage("Volume of the objects."),
  cpu: cpu("the object store"),
  memory: memory("the object store", 256),
  secretName: secretName("s3", "keys type, endpoint, region, bucket, access-key-id, secret-access-key").optional(),
  port: port("Port of the endpoint, for the network policy.", 443),
  cidr: address("the endpoint").optional(),
  ...s3Options,
});
