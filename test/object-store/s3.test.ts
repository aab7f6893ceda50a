import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { S3ObjectStore, type S3ObjectStoreArgs } from "../../components/object-store/s3/index.ts";
import { clientPolicy, dataBucketPolicy, logBucketPolicy } from "../../components/object-store/s3/policies.ts";
import type { S3Spec } from "../../components/object-store/types.ts";
import { aws, awsOutputs, inAws, keyArn, secretAccessKey, untagged } from "../aws/fixtures.ts";
import { everything, leftovers } from "../aws/protections-store.ts";
import { find, kinds, plainData, plainText, type Registration, record } from "../binding/fixtures.ts";

const spec: S3Spec = {
  access: { keyVersion: 1, kind: "iam-user" },
  accessLogs: { kind: "own" },
  backend: "s3",
  bucket: "acme-dolphin",
  cidr: undefined,
  taskLogs: { days: 90, prefix: "logs/" },
};
const args: S3ObjectStoreArgs = { aws, deletion: "retain", instance: "shop", namespace: "data", spec };

let registrations: Registration[];
beforeEach(() => {
  registrations = record(awsOutputs);
});
afterEach(() => jest.restoreAllMocks());

async function register(change: Partial<S3Spec> = {}, deletion = args.deletion): Promise<S3ObjectStore> {
  const store = new S3ObjectStore("store", { ...args, deletion, spec: { ...spec, ...change } });
  await pulumi.runtime.disconnect();
  return store;
}

const settings = [
  "BucketLifecycleConfiguration",
  "BucketOwnershipControls",
  "BucketPolicy",
  "BucketPublicAccessBlock",
  "BucketServerSideEncryptionConfiguration",
  "BucketVersioning",
];

test("two closed buckets, a key, a user and a Secret are registered", async () => {
  await register();
  const twice = settings.flatMap((kind) => [kind, kind]);
  const expected = ["AccessKey", "Alias", "Bucket", "Bucket", "BucketLogging", "Key", "S3ObjectStore", "SecretPatch"];
  expect(kinds(registrations)).toEqual([...expected, "User", "UserPolicy", ...twice].sort());
});

test.each<[string, string, Record<string, unknown>]>([
  ["no destroy empties it", "", { bucket: "acme-dolphin", forceDestroy: false, tags: aws.tags }],
  [
    "nothing in it can be made public",
    "-public-access",
    { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
  ],
  ["there are no ACLs", "-ownership", { rule: { objectOwnership: "BucketOwnerEnforced" } }],
  ["what is overwritten can be had back", "-versioning", { versioningConfiguration: { status: "Enabled" } }],
  [
    "objects are encrypted with its own key",
    "-encryption",
    {
      rules: [
        {
          applyServerSideEncryptionByDefault: { kmsMasterKeyId: keyArn("store-key"), sseAlgorithm: "aws:kms" },
          bucketKeyEnabled: true,
        },
      ],
    },
  ],
  [
    "leftovers go, and task logs after their days",
    "-lifecycle",
    {
      rules: [
        ...leftovers,
        { expiration: { days: 90 }, filter: { prefix: "logs/" }, id: "task-logs", status: "Enabled" },
      ],
    },
  ],
  [
    "plain HTTP and other encryption are refused",
    "-policy",
    { policy: dataBucketPolicy("acme-dolphin", aws, keyArn("store-key")) },
  ],
])("of the scheduler's bucket: %s", async (_, suffix, inputs) => {
  await register();
  expect(find(registrations, `store-bucket${suffix}`).inputs).toEqual({ bucket: "acme-dolphin", ...inputs });
});

test.each<[string, string, Record<string, unknown>]>([
  ["no destroy empties it", "", { forceDestroy: false, tags: aws.tags }],
  ["there are no ACLs", "-ownership", { rule: { objectOwnership: "BucketOwnerEnforced" } }],
  ["nobody rewrites them", "-versioning", { versioningConfiguration: { status: "Enabled" } }],
  [
    "they are encrypted as S3 can deliver them",
    "-encryption",
    { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
  ],
  [
    "they go after a year",
    "-lifecycle",
    {
      rules: [...leftovers, { expiration: { days: 400 }, filter: everything, id: "access-logs", status: "Enabled" }],
    },
  ],
  ["S3 alone writes them", "-policy", { policy: logBucketPolicy("acme-dolphin-logs", "acme-dolphin", aws) }],
])("of the access logs: %s", async (_, suffix, inputs) => {
  await register();
  expect(find(registrations, `store-logs${suffix}`).inputs).toEqual({ bucket: "acme-dolphin-logs", ...inputs });
});

test("who reads and writes is logged", async () => {
  await register();
  expect(find(registrations, "store-logging").inputs).toEqual({
    bucket: "acme-dolphin",
    targetBucket: "acme-dolphin-logs",
    targetPrefix: "acme-dolphin/",
  });
  expect(find(registrations, "store-logging").dependsOn).toEqual(
    expect.arrayContaining(["store-bucket", "store-logs-policy"]),
  );
});

test("logs may go to a bucket that is there, and then none is made for them", async () => {
  await register({ accessLogs: { bucket: "acme-access", kind: "given" } });
  expect(find(registrations, "store-logging").inputs.targetBucket).toBe("acme-access");
  expect(registrations.filter(({ type }) => type === "aws:s3/bucket:Bucket").map(({ name }) => name)).toEqual([
    "store-bucket",
  ]);
});

test("task logs without days stay", async () => {
  await register({ taskLogs: { days: undefined, prefix: "logs/" } });
  expect(find(registrations, "store-bucket-lifecycle").inputs.rules).toEqual(leftovers);
});

test("the key is the bucket's own, renewed every year, and its deletion can be taken back", async () => {
  await register();
  expect(find(registrations, "store-key").inputs).toEqual({
    deletionWindowInDays: 30,
    description: "Scheduler's bucket acme-dolphin",
    enableKeyRotation: true,
    tags: aws.tags,
  });
  expect(find(registrations, "store-key-alias").inputs.name).toBe("alias/shop-prod-object-store");
});

test("a user of its own may use the bucket, with a key that is in the Secret", async () => {
  const { binding, endpoint } = await register();
  expect(find(registrations, "store-user").inputs).toEqual({ name: "shop-prod-object-store", tags: aws.tags });
  expect(find(registrations, "store-user-policy").inputs).toEqual({
    name: "bucket",
    policy: clientPolicy("acme-dolphin", aws, keyArn("store-key")),
    user: "shop-prod-object-store",
  });
  expect(binding).toEqual({ revision: "acme-dolphin/1", secretName: "shop-object-store", type: "s3" });
  expect(endpoint).toEqual({ cidr: undefined, kind: "address", port: 443 });
  expect(plainData(find(registrations, "store-binding"))).toEqual({
    "access-key-id": "store-access-key-1-id",
    bucket: "acme-dolphin",
    provider: "aws",
    region: "eu-central-1",
    "secret-access-key": secretAccessKey("store-access-key-1"),
    type: "s3",
  });
});

test("another version is another key beside the old one, which goes when everybody has the new one", async () => {
  const { binding } = await register({ access: { keyVersion: 2, kind: "iam-user" } });
  const keys = registrations.filter(({ type }) => type === "aws:iam/accessKey:AccessKey");
  // Another name is another resource: the engine makes it first, and deletes the old one at the end of the update.
  expect(keys.map(({ name }) => name)).toEqual(["store-access-key-2"]);
  expect(binding.revision).toBe("acme-dolphin/2");
});

test("the secret key is nowhere in plain text", async () => {
  await register();
  const secret = secretAccessKey("store-access-key-1");
  const plain = plainText(registrations);
  expect(plain).not.toContain(secret);
  expect(plain).not.toContain(Buffer.from(secret).toString("base64"));
});

test("with an instance profile there is no user and no key, and the nodes' role may use the bucket", async () => {
  const { binding } = await register({ access: { kind: "instance-profile", nodeRole: "eks-nodes" } });
  expect(kinds(registrations).filter((kind) => /User|AccessKey/.test(kind))).toEqual([]);
  expect(find(registrations, "store-node-policy").inputs).toEqual({
    name: "shop-prod-object-store",
    policy: clientPolicy("acme-dolphin", aws, keyArn("store-key")),
    role: "eks-nodes",
  });
  expect(binding).toEqual({
    revision: "acme-dolphin",
    secretName: "shop-object-store",
    signIn: "instance-profile",
    type: "s3",
  });
  expect(Object.keys(plainData(find(registrations, "store-binding")))).toEqual([
    "bucket",
    "provider",
    "region",
    "type",
  ]);
});

test("retained, buckets and key stay with all their settings, removing them is refused, and the user goes", async () => {
  await register();
  const names = (of: Registration[]) => of.map(({ name }) => name).sort();
  const user = ["store-access-key-1", "store-user", "store-user-policy"];
  expect(names(inAws(registrations).filter(({ protect }) => !protect))).toEqual(user);
  expect(names(inAws(registrations).filter(({ retainOnDelete }) => !retainOnDelete))).toEqual(user);
});

test("an environment that is meant to go away can, except for what somebody put into its bucket", async () => {
  await register({}, "delete");
  expect(registrations.filter(({ protect, retainOnDelete }) => protect || retainOnDelete)).toEqual([]);
  expect(find(registrations, "store-bucket").inputs.forceDestroy).toBe(false);
});

test("every resource in AWS that can have tags has them", async () => {
  await register();
  const tagged = inAws(registrations).filter(({ type }) => !untagged.test(type.split(":").at(-1) ?? ""));
  expect(kinds(tagged)).toEqual(["Bucket", "Bucket", "Key", "User"]);
  for (const { inputs } of tagged) expect(inputs.tags).toEqual(aws.tags);
});

test("a consumer waits for the bucket with all its settings, the user's rights and the Secret", async () => {
  const store = new S3ObjectStore("store", args);
  new kubernetes.core.v1.ConfigMap("consumer", {}, { dependsOn: store.ready });
  await pulumi.runtime.disconnect();
  expect([...find(registrations, "consumer").dependsOn].sort()).toEqual([
    "store-binding",
    "store-bucket",
    "store-bucket-encryption",
    "store-bucket-lifecycle",
    "store-bucket-ownership",
    "store-bucket-policy",
    "store-bucket-public-access",
    "store-bucket-versioning",
    "store-user-policy",
  ]);
});

test("every wrong argument is named in one error", () => {
  const wrong: S3Spec = { ...spec, accessLogs: { bucket: "acme.dolphin", kind: "given" }, bucket: "acme.dolphin" };
  expect(() => new S3ObjectStore("store", { ...args, spec: wrong })).toThrow(
    /S3ObjectStore "store": spec\.bucket: "acme\.dolphin".*spec\.accessLogs\.bucket/,
  );
});
