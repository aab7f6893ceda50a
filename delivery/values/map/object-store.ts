import type { Convert, MapRow } from "../types.ts";
import { group, is, item, left, none, option, portOf, readElsewhere, volume } from "./rows.ts";
import { secretNames } from "./secret-names.ts";

const ownStore = [is("minio.enabled", false), is("conf.common.resource.storage.type", "S3")];
const inBucket = "It goes into the Secret existing-object-store.";

const endpoint: Convert = ([leaf]) => {
  const port = portOf(String(leaf?.value ?? ""));
  return leaf === undefined || port === undefined || port === 443
    ? {}
    : { groups: [group(leaf.path, item("objectStore.port", port))] };
};

/** The same settings by the names of charts up to 3.2.2, and of later ones. */
const storeNames = [
  {
    at: "conf.common.resource.aws",
    id: "access.key.id",
    key: "secret.access.key",
    region: "region",
    bucket: "s3.bucket.name",
    endpoint: "s3.endpoint",
  },
  {
    at: "conf.common.aws.s3",
    id: "access.key.id",
    key: "access.key.secret",
    region: "region",
    bucket: "bucket.name",
    endpoint: "endpoint",
  },
] as const;

export const objectStoreRows: readonly MapRow[] = [
  { from: "minio.enabled", to: "objectStore.backend", convert: readElsewhere },
  {
    from: "conf.common.resource.storage.type",
    to: "objectStore.backend, objectStore.secretName",
    always: true,
    convert: (leaves, chart) => {
      const path = "conf.common.resource.storage.type";
      if (chart.on("minio.enabled")) {
        return {
          left: leaves.map((leaf) =>
            left(leaf.path, "not in force", "With minio.enabled the chart keeps files in MinIO."),
          ),
        };
      }
      if (chart.text(path) !== "S3")
        return {
          left: [
            left(path, "no counterpart", "Files and task logs are kept by the S3 API alone; copy them to a bucket."),
          ],
        };
      const items = [item("objectStore.backend", "existing"), item("objectStore.secretName", secretNames.objectStore)];
      return { groups: [group(path, ...items)] };
    },
  },
  ...storeNames.flatMap(({ at, bucket, endpoint: address, id, key, region }): MapRow[] => [
    none(`${at}.${id}`, "a secret", inBucket, ...ownStore),
    none(`${at}.${key}`, "a secret", inBucket, ...ownStore),
    { from: `${at}.${address}`, to: "objectStore.port", when: ownStore, convert: endpoint },
    ...[region, bucket].map(
      (name): MapRow => ({
        from: `${at}.${name}`,
        to: "the Secret of objectStore.secretName",
        when: ownStore,
        convert: readElsewhere,
      }),
    ),
  ]),
  none(
    "conf.common.aws.credentials.provider.type",
    "another option",
    "objectStore.access: instance-profile, with backend s3.",
  ),
  {
    from: "minio.persistence.enabled",
    to: "objectStore.storage",
    when: [is("minio.enabled", true)],
    convert: readElsewhere,
  },
  {
    from: "minio.persistence.size",
    to: "objectStore.storage",
    when: [is("minio.enabled", true), is("minio.persistence.enabled", true)],
    convert: (leaves, chart) => {
      const size = volume(chart.at("minio.persistence.size"), chart.text("minio.persistence.storageClass"));
      return { groups: leaves.map(({ path }) => group(path, item("objectStore.storage", size))) };
    },
  },
  {
    from: "minio.persistence.storageClass",
    to: "objectStore.storage",
    when: [is("minio.enabled", true), is("minio.persistence.enabled", true)],
    convert: readElsewhere,
  },
  {
    from: "minio.defaultBuckets",
    to: "objectStore.bucket",
    when: [is("minio.enabled", true)],
    convert: option("objectStore.bucket", (value) => String(value).split(/[,:\s]/)[0]),
  },
  none(
    "minio.auth",
    "done here",
    "MinIO's administrator and the scheduler's own user are generated.",
    is("minio.enabled", true),
  ),
  none(
    "minio",
    "no counterpart",
    "MinIO is not the subchart's; see objectStore in docs/configuration.md.",
    is("minio.enabled", true),
  ),
];
